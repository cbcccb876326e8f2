package dev.baton.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// `posix_spawn(3)` of glibc 2.34 or newer. Its handles are made when the first process is started, not before.
///
/// The child begins with no signal blocked and the daemon's own ones at their defaults, as leader of a
/// session of its own, with `/dev/null` as standard input, output and error, and with no other descriptor.
public final class PosixSpawn {
    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final short POSIX_SPAWN_SETSID = 0x80;
    private static final int O_RDWR = 2;
    private static final int FIRST_CLOSED = 3;
    /// At least `sizeof(posix_spawnattr_t)` (336) and `sizeof(posix_spawn_file_actions_t)` (80).
    private static final int OPAQUE_SIZE = 512;
    /// `sizeof(sigset_t)` of glibc.
    private static final int SIGSET_SIZE = 128;

    private static final MethodHandle SPAWN =
            handle("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle ATTRIBUTES_INIT = handle("posix_spawnattr_init", ADDRESS);
    private static final MethodHandle SET_FLAGS = handle("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    private static final MethodHandle SET_MASK = handle("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    private static final MethodHandle SET_DEFAULTS = handle("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
    private static final MethodHandle ATTRIBUTES_DESTROY = handle("posix_spawnattr_destroy", ADDRESS);
    private static final MethodHandle ACTIONS_INIT = handle("posix_spawn_file_actions_init", ADDRESS);
    private static final MethodHandle ADD_OPEN =
            handle("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADD_CLOSEFROM =
            handle("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    private static final MethodHandle ACTIONS_DESTROY = handle("posix_spawn_file_actions_destroy", ADDRESS);

    private PosixSpawn() {}

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String function, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(function);
        return linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Starts a program.
    ///
    /// @param path the program's file; it is not searched for
    /// @param arguments its arguments, the name that it sees itself by first
    /// @param environment `NAME=value` each
    /// @param signals as a `sigset_t`: those that the parent may have set to be ignored
    /// @return the process id
    /// @throws KernelException ENOENT, EACCES, ENOEXEC …: nothing was started
    public static int spawn(String path, List<String> arguments, List<String> environment, long signals) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = attributes(arena, signals);
            MemorySegment actions = actions(arena);
            MemorySegment pid = arena.allocate(JAVA_INT);
            int error = (int) SPAWN.invokeExact(
                    pid,
                    arena.allocateFrom(path),
                    actions,
                    attributes,
                    strings(arena, arguments),
                    strings(arena, environment));
            int first = (int) ACTIONS_DESTROY.invokeExact(actions);
            int second = (int) ATTRIBUTES_DESTROY.invokeExact(attributes);
            check(Math.max(error, Math.max(first, second)), path);
            return pid.get(JAVA_INT, 0);
        } catch (KernelException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
    }

    private static MemorySegment attributes(Arena arena, long signals) throws Throwable {
        MemorySegment attributes = arena.allocate(OPAQUE_SIZE, 16);
        MemorySegment none = arena.allocate(SIGSET_SIZE, 8);
        MemorySegment defaults = arena.allocate(SIGSET_SIZE, 8);
        defaults.set(JAVA_LONG, 0, signals);
        short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID;
        check((int) ATTRIBUTES_INIT.invokeExact(attributes), "spawn attributes");
        check((int) SET_FLAGS.invokeExact(attributes, flags), "spawn attributes");
        check((int) SET_MASK.invokeExact(attributes, none), "spawn attributes");
        check((int) SET_DEFAULTS.invokeExact(attributes, defaults), "spawn attributes");
        return attributes;
    }

    private static MemorySegment actions(Arena arena) throws Throwable {
        MemorySegment actions = arena.allocate(OPAQUE_SIZE, 16);
        MemorySegment devNull = arena.allocateFrom("/dev/null");
        check((int) ACTIONS_INIT.invokeExact(actions), "spawn file actions");
        for (int fd = 0; fd < FIRST_CLOSED; fd++) {
            check((int) ADD_OPEN.invokeExact(actions, fd, devNull, O_RDWR, 0), "spawn file actions");
        }
        check((int) ADD_CLOSEFROM.invokeExact(actions, FIRST_CLOSED), "spawn file actions");
        return actions;
    }

    /// A null-terminated array of C strings.
    private static MemorySegment strings(Arena arena, List<String> values) {
        MemorySegment array = arena.allocate(ADDRESS, values.size() + 1L);
        for (int index = 0; index < values.size(); index++) {
            array.setAtIndex(ADDRESS, index, arena.allocateFrom(values.get(index)));
        }
        return array;
    }

    /// These functions return their error number; they leave errno alone.
    private static void check(int error, String object) {
        if (error != 0) {
            throw new KernelException("start", error, object);
        }
    }
}
