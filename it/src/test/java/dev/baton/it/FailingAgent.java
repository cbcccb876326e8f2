package dev.baton.it;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Java agent that makes the JVM that it is loaded into fail, at the moment at which a file appears. It uses
/// no other class of ours: it is alone there.
public final class FailingAgent {
    /// It fails when this is there.
    static final String TRIGGER = "/run/fail";

    /// A real-time signal that nobody else uses.
    private static final int SIGNAL = 44;

    private static final int POLL_MILLIS = 5;
    private static final int CHUNK = 65_536;

    private FailingAgent() {}

    /// What the JVM calls before `main`, on the thread that runs `main`.
    ///
    /// @param failure `exhaust`: the heap is filled; `hang`: every thread of Java stops at its next safepoint,
    ///     as when the collector waits for a thread that never comes; `stick`: the thread of `main` alone stops
    public static void premain(String failure) throws IOException {
        Path main = Path.of("/proc/thread-self").toRealPath();
        Thread.ofPlatform().daemon().name("failure").start(() -> fail(failure, main));
    }

    private static void fail(String failure, Path main) {
        try {
            while (!Files.exists(Path.of(TRIGGER))) {
                Thread.sleep(POLL_MILLIS);
            }
            switch (failure) {
                case "exhaust" -> exhaust();
                case "hang" -> hang();
                case "stick" -> stick(Integer.parseInt(main.getFileName().toString()));
                default -> throw new IllegalArgumentException(failure);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exhaust() {
        Object[] kept = new Object[CHUNK];
        while (true) {
            Object[] next = new Object[CHUNK];
            next[0] = kept;
            kept = next;
        }
    }

    /// A critical call counts as Java code: no safepoint before it returns, and this one never does.
    private static void hang() {
        MethodHandle pause = handle("pause", FunctionDescriptor.of(ValueLayout.JAVA_INT), true);
        Thread.ofPlatform().daemon().name("critical").start(() -> call(pause));
        while (true) {
            System.gc();
        }
    }

    /// The thread gets a signal, and what handles it is pause(2), which waits for another one.
    private static void stick(int thread) {
        MemorySegment pause = Linker.nativeLinker().defaultLookup().findOrThrow("pause");
        call(
                handle(
                        "signal",
                        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                        false),
                SIGNAL,
                pause);
        call(
                handle(
                        "tgkill",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                        false),
                (int) ProcessHandle.current().pid(),
                thread,
                SIGNAL);
    }

    /// Native access outside of `linux`: a JVM cannot be made to hang without.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String function, FunctionDescriptor shape, boolean critical) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(function);
        return critical
                ? linker.downcallHandle(address, shape, Linker.Option.critical(false))
                : linker.downcallHandle(address, shape);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
