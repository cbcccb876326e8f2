package dev.baton.linux;

import static dev.baton.linux.sys.EpollConstants.EPOLLIN;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CTL_ADD;
import static dev.baton.linux.sys.EpollConstants.SFD_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.SFD_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Signals of the process as something to wait for in an [EventLoop].
///
/// A signal that every thread has blocked comes by signalfd(2). Blocking has to happen before the JVM starts:
/// `_JAVA_SR_SIGNUM=50 env --block-signal=HUP,INT,USR1,USR2,TERM,CHLD,RTMIN+2,RTMAX-1 java -Xrs …`. Any other comes
/// through the JVM's own handler where the JVM gives it away, which it never does for real-time signals;
/// [#unavailable()] names the rest. One source per process and signal.
public final class SignalSource implements Pollable, AutoCloseable {
    /// `struct signalfd_siginfo`.
    private static final int SIGINFO_SIZE = 128;
    /// The kernel's `sigset_t`.
    private static final int SIGSET_SIZE = 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment siginfo = arena.allocate(SIGINFO_SIZE, 8);
    private final Descriptor signalfd;
    /// Readable when either the signalfd or the eventfd is: an epoll instance can be watched by another.
    private final Descriptor either;

    private final WakeUp wakeUp = WakeUp.open();
    private final Queue<Signal> handled = new ConcurrentLinkedQueue<>();
    private final Set<Signal> unavailable = EnumSet.noneOf(Signal.class);
    private final List<Runnable> restores = new ArrayList<>();

    private SignalSource(Set<Signal> blocked) {
        MemorySegment scratch = arena.allocate(16, 8);
        scratch.set(JAVA_LONG, 0, blocked.stream().mapToLong(Signal::bit).sum());
        long opened =
                Syscall.call(SyscallNumbers.signalfd4, -1, scratch.address(), SIGSET_SIZE, SFD_NONBLOCK | SFD_CLOEXEC);
        signalfd = Descriptor.of(opened, "open signalfd", "");
        either = Descriptor.of(Syscall.call(SyscallNumbers.epoll_create1, EPOLL_CLOEXEC), "open epoll", "");
        scratch.set(JAVA_INT, 0, EPOLLIN);
        for (int fd : new int[] {signalfd.number(), wakeUp.fd()}) {
            long added = Syscall.call(SyscallNumbers.epoll_ctl, either.number(), EPOLL_CTL_ADD, fd, scratch.address());
            Syscall.check(added, "watch signals", "");
        }
    }

    /// Takes over the given signals: the process no longer dies of them.
    public static SignalSource open(Set<Signal> signals) {
        Set<Signal> blocked = EnumSet.noneOf(Signal.class);
        long mask = BlockedSignals.inEveryThread();
        signals.stream().filter(signal -> (mask & signal.bit()) != 0).forEach(blocked::add);
        SignalSource source = new SignalSource(blocked);
        signals.stream().filter(signal -> !blocked.contains(signal)).forEach(source::handleInJvm);
        return source;
    }

    private void handleInJvm(Signal signal) {
        Optional<Runnable> restore = JvmSignals.handle(signal, () -> {
            handled.add(signal);
            wakeUp.signal();
        });
        restore.ifPresentOrElse(restores::add, () -> unavailable.add(signal));
    }

    /// The signals asked for that cannot be had, because they were not blocked before the JVM started. They
    /// keep the effect that they had.
    public Set<Signal> unavailable() {
        return Set.copyOf(unavailable);
    }

    @Override
    public int fd() {
        return either.number();
    }

    /// Hands over the signals that have come, without waiting. Several of one kind may come as one.
    public void receive(Consumer<Signal> sink) {
        wakeUp.drain();
        for (@Nullable Signal signal; (signal = handled.poll()) != null; ) {
            sink.accept(signal);
        }
        while (Syscall.call(SyscallNumbers.read, signalfd.number(), siginfo.address(), SIGINFO_SIZE) == SIGINFO_SIZE) {
            int number = siginfo.get(JAVA_INT, 0);
            for (Signal signal : Signal.values()) {
                if (signal.number() == number) {
                    sink.accept(signal);
                }
            }
        }
    }

    /// Gives the JVM's handlers back. Blocked signals stay blocked.
    @Override
    public void close() {
        if (either.isOpen()) {
            restores.forEach(Runnable::run);
            either.close();
            signalfd.close();
            wakeUp.close();
            arena.close();
        }
    }
}
