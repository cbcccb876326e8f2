package dev.baton.linux;

import static dev.baton.linux.sys.EpollConstants.CLOCK_MONOTONIC;
import static dev.baton.linux.sys.EpollConstants.EPOLLIN;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CTL_ADD;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CTL_DEL;
import static dev.baton.linux.sys.EpollConstants.TFD_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.TFD_NONBLOCK;
import static dev.baton.linux.sys.EpollConstants.TFD_TIMER_ABSTIME;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import dev.baton.model.Tick;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Waits for descriptors, one deadline and work from other threads; runs everything on the thread that calls
/// [#run()].
///
/// **Order in one wake-up:** first every watched descriptor that is readable, then work posted by other
/// threads, then, if the deadline has been reached, the deadline handler, once. So no timer is believed
/// before what had arrived by then has been read: after a pause of the process a router sees the adverts that
/// it slept through first. All handlers of a wake-up get the same `now`.
///
/// Only [#post] and [#stop] may be called from other threads.
public final class EventLoop implements AutoCloseable {
    /// What is called when a descriptor is readable or the deadline is reached.
    @FunctionalInterface
    public interface Handler {
        /// Does what there is to do, without waiting for anything.
        ///
        /// @param now when this wake-up began
        void ready(Tick now);
    }

    private static final int EVENTS_MAX = 64;
    /// `struct epoll_event` is packed on x86_64 only.
    private static final int EVENT_SIZE = SyscallNumbers.X86_64 ? 12 : 16;

    private static final int EVENT_DATA = SyscallNumbers.X86_64 ? 4 : 8;
    private static final int ITIMERSPEC_SIZE = 32;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment events = arena.allocate((long) EVENTS_MAX * EVENT_SIZE, 8);
    private final MemorySegment timerSetting = arena.allocate(ITIMERSPEC_SIZE, 8);
    private final MemorySegment expirations = arena.allocate(JAVA_LONG);
    private final Descriptor epoll;
    private final Descriptor timer;
    private final WakeUp wakeUp;
    private final Map<Integer, Handler> handlers = new HashMap<>();
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private Handler deadlineHandler = now -> {};
    private Tick deadline = Tick.NEVER;
    private Tick armed = Tick.NEVER;
    private volatile boolean stopping;

    private EventLoop(Descriptor epoll, Descriptor timer, WakeUp wakeUp) {
        this.epoll = epoll;
        this.timer = timer;
        this.wakeUp = wakeUp;
    }

    /// A loop that watches nothing yet.
    ///
    /// @throws KernelException if the process has no descriptors left
    public static EventLoop open() {
        Descriptor epoll =
                Descriptor.of(Syscall.call(SyscallNumbers.epoll_create1, EPOLL_CLOEXEC), "create epoll instance", "");
        Descriptor timer = Descriptor.of(
                Syscall.call(SyscallNumbers.timerfd_create, CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC),
                "create timer",
                "");
        EventLoop loop = new EventLoop(epoll, timer, WakeUp.open());
        loop.watch(timer.number(), now -> loop.drainTimer());
        loop.watch(loop.wakeUp, now -> loop.wokenUp());
        return loop;
    }

    /// Calls the handler in every wake-up in which the source is readable. The handler reads until nothing is
    /// left, or until a bound of its own: what it leaves is reported again in the next wake-up, after the
    /// deadline had its turn.
    ///
    /// @throws IllegalArgumentException if the source is being watched already
    public void watch(Pollable source, Handler handler) {
        watch(source.fd(), handler);
    }

    private void watch(int fd, Handler handler) {
        if (handlers.putIfAbsent(fd, handler) != null) {
            throw new IllegalArgumentException("descriptor " + fd + " is being watched already");
        }
        control(EPOLL_CTL_ADD, fd);
    }

    /// Forgets the source; call it before closing the source. From then on its handler is not called, not
    /// even for readiness that this wake-up has already seen.
    public void unwatch(Pollable source) {
        int fd = source.fd();
        if (handlers.remove(fd) != null) {
            control(EPOLL_CTL_DEL, fd);
        }
    }

    private void control(int operation, int fd) {
        events.set(JAVA_INT, 0, EPOLLIN);
        events.set(JAVA_LONG_UNALIGNED, EVENT_DATA, fd);
        long result = Syscall.call(SyscallNumbers.epoll_ctl, epoll.number(), operation, fd, events.address());
        Syscall.check(result, operation == EPOLL_CTL_ADD ? "watch descriptor" : "unwatch descriptor", "" + fd);
    }

    /// Sets what is called when the deadline is reached. It usually sets the next deadline; until somebody
    /// does, there is none.
    public void onDeadline(Handler handler) {
        this.deadlineHandler = handler;
    }

    /// Sets the one deadline, replacing the former. [Tick#NEVER] means none; a tick in the past is reached at
    /// once.
    public void deadline(Tick at) {
        this.deadline = at;
    }

    /// Runs work on the loop's thread soon. May be called from any thread, also before [#run()].
    public void post(Runnable work) {
        posted.add(work);
        if (isWoken.compareAndSet(false, true)) {
            wakeUp.signal();
        }
    }

    /// Makes [#run()] return after the wake-up in progress. May be called from any thread.
    public void stop() {
        stopping = true;
        wakeUp.signal();
    }

    /// Waits and dispatches until [#stop]. What a handler throws ends the loop and reaches the caller.
    public void run() {
        while (!stopping) {
            wakeUpOnce(-1);
        }
        stopping = false;
    }

    /// One wake-up: waits at most the given time, -1 for ever, 0 not at all. For tests and for loops inside
    /// loops.
    void wakeUpOnce(int timeoutMillis) {
        // A deadline that has passed needs no timer, which costs an interrupt: only a look at what is readable.
        boolean overdue = System.nanoTime() >= deadline.nanos();
        if (!overdue) {
            armTimer();
        }
        int count = waitForEvents(overdue ? 0 : timeoutMillis);
        Tick now = MonotonicClock.now();
        dispatch(count, now);
        // A full batch may hide further readable sockets; they come before the deadline too.
        for (int round = 0; count == EVENTS_MAX && round < handlers.size() / EVENTS_MAX; round++) {
            count = waitForEvents(0);
            dispatch(count, now);
        }
        runPosted();
        if (deadline.isReachedAt(now) && !stopping) {
            deadline = Tick.NEVER;
            deadlineHandler.ready(now);
        }
    }

    /// SIGSTOP and SIGCONT interrupt the wait, signal(7). What became readable while the process was stopped is
    /// then asked for again, or the deadline would be believed before it.
    private int waitForEvents(int timeoutMillis) {
        long count = pollEvents(timeoutMillis);
        while (Syscall.interrupted(count)) {
            count = pollEvents(0);
        }
        return (int) Syscall.check(count, "wait for events", "");
    }

    private long pollEvents(int timeoutMillis) {
        return Syscall.call(
                SyscallNumbers.epoll_pwait, epoll.number(), events.address(), EVENTS_MAX, timeoutMillis, 0, 8);
    }

    private void dispatch(int count, Tick now) {
        // Copied first: a handler may watch and unwatch, which reuses the event segment's first slot.
        for (int index = 0; index < count; index++) {
            ready[index] = (int) events.get(JAVA_LONG_UNALIGNED, (long) index * EVENT_SIZE + EVENT_DATA);
        }
        for (int index = 0; index < count; index++) {
            @Nullable Handler handler = handlers.get(ready[index]);
            if (handler != null) {
                handler.ready(now);
            }
        }
    }

    private final int[] ready = new int[EVENTS_MAX];

    private void runPosted() {
        // Only what is there now: work that posts itself again must not hold up the deadline.
        int count = posted.size();
        for (int index = 0; index < count; index++) {
            @Nullable Runnable work = posted.poll();
            if (work != null) {
                work.run();
            }
        }
    }

    /// What is posted from here on signals again; what was posted before runs in this wake-up.
    private void wokenUp() {
        wakeUp.drain();
        isWoken.set(false);
    }

    private void armTimer() {
        // One that is set too early is only a wake-up: cheaper than to set it anew whenever the deadline moves away.
        if (deadline.nanos() >= armed.nanos()) {
            return;
        }
        // All zero disarms; a deadline in the past or at the origin becomes the earliest time there is.
        long nanos = deadline.equals(Tick.NEVER) ? 0 : Math.max(deadline.nanos(), 1);
        timerSetting.set(JAVA_LONG, 16, nanos / 1_000_000_000L);
        timerSetting.set(JAVA_LONG, 24, nanos % 1_000_000_000L);
        long result = Syscall.call(
                SyscallNumbers.timerfd_settime, timer.number(), TFD_TIMER_ABSTIME, timerSetting.address(), 0);
        Syscall.check(result, "set timer", "");
        armed = deadline;
    }

    /// The expiry itself is only a wake-up: whether the deadline is reached is decided by the clock.
    private void drainTimer() {
        Syscall.call(SyscallNumbers.read, timer.number(), expirations.address(), 8);
        armed = Tick.NEVER;
    }

    /// Closes the loop's own descriptors; the watched sources stay open. Not while [#run()] is running.
    @Override
    public void close() {
        wakeUp.close();
        timer.close();
        epoll.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
