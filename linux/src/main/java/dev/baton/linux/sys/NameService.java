package dev.baton.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `getpwnam(3)`, `getgrnam(3)` and `getgrouplist(3)`: users and groups from wherever the host keeps them.
///
/// The C library answers in memory of its own, so one thread asks at a time. Its handles are made when the first
/// name is looked up. May wait for a directory server: never on the protocol thread.
public final class NameService {
    private static final int GROUPS_MAX = 1024;
    /// `struct passwd`: name, password, uid, gid …
    private static final int PASSWD_SIZE = 48;

    private static final int PW_UID = 16;
    private static final int PW_GID = 20;
    /// `struct group`: name, password, gid …
    private static final int GROUP_SIZE = 32;

    private static final int GR_GID = 16;

    private static final MethodHandle GETPWNAM = handle("getpwnam", ADDRESS, ADDRESS);
    private static final MethodHandle GETGRNAM = handle("getgrnam", ADDRESS, ADDRESS);
    private static final MethodHandle GETGROUPLIST =
            handle("getgrouplist", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);

    private NameService() {}

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String function, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(function);
        return linker.downcallHandle(address, FunctionDescriptor.of(result, arguments));
    }

    /// A user's own number and that of his first group, in this order.
    public static synchronized Optional<int[]> user(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = (MemorySegment) GETPWNAM.invokeExact(arena.allocateFrom(name));
            return entry(found, PASSWD_SIZE)
                    .map(passwd -> new int[] {passwd.get(JAVA_INT, PW_UID), passwd.get(JAVA_INT, PW_GID)});
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
    }

    /// A group's number.
    public static synchronized OptionalInt group(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = (MemorySegment) GETGRNAM.invokeExact(arena.allocateFrom(name));
            Optional<MemorySegment> group = entry(found, GROUP_SIZE);
            return group.isPresent() ? OptionalInt.of(group.get().get(JAVA_INT, GR_GID)) : OptionalInt.empty();
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
    }

    /// All groups of a user, the given first one included.
    public static synchronized List<Integer> groupsOf(String user, int first) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, GROUPS_MAX);
            MemorySegment count = arena.allocateFrom(JAVA_INT, GROUPS_MAX);
            int known = (int) GETGROUPLIST.invokeExact(arena.allocateFrom(user), first, groups, count);
            List<Integer> found = new ArrayList<>();
            for (int index = 0; index < known; index++) {
                found.add(groups.getAtIndex(JAVA_INT, index));
            }
            return found;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MemorySegment> entry(MemorySegment found, int size) {
        return found.address() == 0 ? Optional.empty() : Optional.of(found.reinterpret(size));
    }
}
