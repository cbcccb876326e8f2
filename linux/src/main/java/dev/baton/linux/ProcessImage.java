package dev.baton.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// The program that this process runs.
public final class ProcessImage {
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int FIRST_CLOSED = 3;
    private static final int SIG_SETMASK = 2;
    private static final int SIGSET_SIZE = 8;

    private ProcessImage() {}

    /// Becomes another program (execve(2)), with this process's id, terminal, standard input and output; nothing
    /// of this JVM is left, and no signal is blocked. Does not return.
    ///
    /// @param command the program's path, which is not searched for, and its arguments
    /// @param environment all of it; nothing is inherited
    /// @throws KernelException if the kernel refuses; then this process goes on
    public static KernelException replace(List<String> command, Map<String, String> environment) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(command.getFirst());
            MemorySegment arguments = strings(arena, command);
            MemorySegment variables = strings(
                    arena,
                    environment.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .toList());
            // What HotSpot blocks on its threads would stay blocked; fill(0) is the empty set.
            MemorySegment none = arena.allocate(SIGSET_SIZE, 8);
            Syscall.call(SyscallNumbers.rt_sigprocmask, SIG_SETMASK, none.address(), 0, SIGSET_SIZE);
            Syscall.call(SyscallNumbers.close_range, FIRST_CLOSED, 0xffff_ffffL, CLOSE_RANGE_CLOEXEC);
            long result = Syscall.call(SyscallNumbers.execve, path.address(), arguments.address(), variables.address());
            throw new KernelException("run", (int) -result, command.getFirst());
        }
    }

    private static MemorySegment strings(Arena arena, List<String> texts) {
        MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int at = 0; at < texts.size(); at++) {
            array.setAtIndex(ADDRESS, at, arena.allocateFrom(texts.get(at)));
        }
        return array;
    }
}
