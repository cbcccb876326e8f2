package dev.baton.linux;

import static dev.baton.linux.sys.EpollConstants.CLOCK_MONOTONIC;
import static dev.baton.linux.sys.EpollConstants.TFD_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.TFD_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// Becomes readable once, some time after it was set (timerfd_create(2)): for what beside the engine has to happen
/// later. One thread at a time.
public final class Alarm implements Pollable, AutoCloseable {
    private static final int ITIMERSPEC_SIZE = 32;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment setting = arena.allocate(ITIMERSPEC_SIZE, 8);
    private final MemorySegment expirations = arena.allocate(JAVA_LONG);
    private final Descriptor timer;

    private Alarm(Descriptor timer) {
        this.timer = timer;
    }

    /// One that is not set.
    public static Alarm open() {
        return new Alarm(Descriptor.of(
                Syscall.call(SyscallNumbers.timerfd_create, CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC),
                "create timer",
                ""));
    }

    @Override
    public int fd() {
        return timer.number();
    }

    /// Goes off after this time, instead of when it was set to before.
    ///
    /// @param delay more than nothing
    public void set(Duration delay) {
        setting.set(JAVA_LONG, 16, delay.toSeconds());
        setting.set(JAVA_LONG, 24, delay.toNanosPart());
        Syscall.check(
                Syscall.call(SyscallNumbers.timerfd_settime, timer.number(), 0, setting.address(), 0), "set timer", "");
    }

    /// Takes note that it went off.
    public void drain() {
        Syscall.call(SyscallNumbers.read, timer.number(), expirations.address(), 8);
    }

    @Override
    public void close() {
        timer.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
