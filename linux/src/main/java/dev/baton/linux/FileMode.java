package dev.baton.linux;

import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;

/// Permissions of new files.
public final class FileMode {
    private FileMode() {}

    /// Sets which permission bits no new file of this process, or of a program that it starts, gets (`umask(2)`).
    ///
    /// @return the former mask
    public static int umask(int mask) {
        return (int) Syscall.call(SyscallNumbers.umask, mask);
    }
}
