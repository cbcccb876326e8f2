package dev.baton.linux.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.linux.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The one way into the kernel: `syscall(2)` with six integer arguments.
///
/// One downcall shape serves every call, because each further handle costs milliseconds at start. Pointers go
/// in as [MemorySegment#address()]; the caller keeps the segment alive until the call returns. Nothing is
/// allocated per call once the code is compiled.
public final class Syscall {
    private static final MethodHandle SYSCALL = handle();
    /// Where the linker leaves `errno`: four bytes of its own for every thread.
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_INT));

    private static final int EINTR = 4;

    private Syscall() {}

    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        MemorySegment syscall = linker.defaultLookup().findOrThrow("syscall");
        return linker.downcallHandle(syscall, shape, Linker.Option.captureCallState("errno"));
    }

    /// Calls the kernel and returns what it returned, or the negated error number: never plain -1.
    public static long call(int number, long a, long b, long c, long d, long e, long f) {
        MemorySegment captured = CAPTURED.get();
        long result;
        try {
            result = (long) SYSCALL.invokeExact(captured, (long) number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
        return result == -1 ? -captured.get(JAVA_INT, 0) : result;
    }

    public static long call(int number, long a, long b, long c, long d, long e) {
        return call(number, a, b, c, d, e, 0);
    }

    public static long call(int number, long a, long b, long c, long d) {
        return call(number, a, b, c, d, 0, 0);
    }

    public static long call(int number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0, 0);
    }

    public static long call(int number, long a, long b) {
        return call(number, a, b, 0, 0, 0, 0);
    }

    public static long call(int number, long a) {
        return call(number, a, 0, 0, 0, 0, 0);
    }

    /// True for a result of [#call] that means: interrupted by a signal, try again.
    public static boolean interrupted(long result) {
        return result == -EINTR;
    }

    /// Hands a good result through.
    ///
    /// @throws KernelException if the result is a negated error number
    public static long check(long result, String operation, String object) {
        if (result < 0) {
            throw new KernelException(operation, (int) -result, object);
        }
        return result;
    }
}
