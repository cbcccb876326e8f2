package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A named pipe (`fifo(7)`) that is written to without ever waiting for its reader.
public final class NamedPipe implements AutoCloseable {
    private static final int AT_FDCWD = -100;
    private static final int S_IFIFO = 0010000;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NOFOLLOW = SyscallNumbers.X86_64 ? 0x20000 : 0x8000;

    private static final int FIONREAD = 0x541b;

    private final Descriptor pipe;

    private NamedPipe(Descriptor pipe) {
        this.pipe = pipe;
    }

    /// Makes a pipe in the file system.
    ///
    /// @param mode permissions, of which the process's umask is taken away
    /// @throws KernelException EEXIST if anything of that name is there
    public static void make(String path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            long made = Syscall.call(
                    SyscallNumbers.mknodat, AT_FDCWD, arena.allocateFrom(path).address(), S_IFIFO | mode, 0);
            Syscall.check(made, "make pipe", path);
        }
    }

    /// Opens a pipe for reading and writing, so that it stays open without a reader; symbolic links are refused.
    public static NamedPipe open(String path) {
        try (Arena arena = Arena.ofConfined()) {
            long opened = Syscall.call(
                    SyscallNumbers.openat,
                    AT_FDCWD,
                    arena.allocateFrom(path).address(),
                    O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW,
                    0);
            return new NamedPipe(Descriptor.of(opened, "open pipe", path));
        }
    }

    /// Writes a line, all of it or nothing.
    ///
    /// @param line at most 4096 bytes with its end (`PIPE_BUF`)
    /// @return false if the pipe is full, because nobody reads it
    public boolean write(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocateFrom(JAVA_BYTE, bytes);
            long written = Syscall.call(SyscallNumbers.write, pipe.number(), segment.address(), bytes.length);
            if (written == -Errno.EAGAIN.number()) {
                return false;
            }
            Syscall.check(written, "write to pipe", "");
            return true;
        }
    }

    /// Bytes that were written and not read yet.
    public int unread() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            Syscall.call(SyscallNumbers.ioctl, pipe.number(), FIONREAD, count.address());
            return count.get(JAVA_INT, 0);
        }
    }

    @Override
    public void close() {
        pipe.close();
    }
}
