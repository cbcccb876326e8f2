package dev.baton.linux;

import dev.baton.linux.sys.NameService;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A user of this host as the kernel knows him. Looking one up may wait for a directory server: never on the
/// protocol thread.
///
/// @param uid his number
/// @param gid the number of his first group
public record Account(String name, int uid, int gid) {
    /// The user of this name, if there is one.
    public static Optional<Account> named(String name) {
        return NameService.user(name).map(found -> new Account(name, found[0], found[1]));
    }

    /// The number of a group, if there is one of this name.
    public static OptionalInt group(String name) {
        return NameService.group(name);
    }

    /// The user as whom this process acts.
    public static int currentUid() {
        return (int) Syscall.call(SyscallNumbers.geteuid, 0);
    }

    /// The group as which this process acts.
    public static int currentGid() {
        return (int) Syscall.call(SyscallNumbers.getegid, 0);
    }

    /// All his groups, `first` included.
    public List<Integer> groups(int first) {
        return NameService.groupsOf(name, first);
    }
}
