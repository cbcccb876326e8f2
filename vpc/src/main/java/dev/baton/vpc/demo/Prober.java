package dev.baton.vpc.demo;

import dev.baton.linux.EventLoop;
import dev.baton.linux.IcmpEcho;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Tick;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks an address for an echo at a steady pace, from the network of one machine, on a thread of its own.
final class Prober implements AutoCloseable {
    private static final int IDENTIFIER = 0xba70;

    private final List<Tick> answered = new ArrayList<>();
    private final EventLoop loop = EventLoop.open();
    private final IcmpEcho echo;
    private final Duration period;
    private final Thread thread;
    private Tick next = Tick.NEVER;

    /// Starts at once.
    Prober(Namespace machine, Ipv4Address target, Duration period) throws VpcException {
        this.period = period;
        this.echo = NamespaceThread.call("prober", machine, () -> IcmpEcho.open(target, IDENTIFIER));
        // The socket stays in the machine's network, whichever thread uses it.
        this.thread = Thread.ofPlatform().name("prober").daemon().start(this::run);
    }

    private void run() {
        loop.watch(echo, now -> echo.receive(this::note));
        loop.onDeadline(this::ask);
        next = MonotonicClock.now();
        loop.deadline(next);
        loop.run();
    }

    private void ask(Tick now) {
        try {
            echo.send();
        } catch (KernelException unreachable) {
            // A request that cannot be sent is a request without an answer.
        }
        // What was slept through is not caught up with: the answer's time counts, not the number of requests.
        next = next.plus(period).compareTo(now) > 0 ? next.plus(period) : now.plus(period);
        loop.deadline(next);
    }

    private void note(IcmpEcho.Reply reply) {
        synchronized (answered) {
            answered.add(reply.sent());
        }
    }

    /// When the requests that were answered so far had been sent, in order.
    List<Tick> answered() {
        synchronized (answered) {
            return List.copyOf(answered);
        }
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        echo.close();
    }
}
