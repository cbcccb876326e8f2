package dev.baton.vpc.demo;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks an address for an echo again and again, from the network of one machine.
final class Prober implements AutoCloseable {
    private final List<Tick> answered = new ArrayList<>();
    private volatile boolean stopped;

    Prober(Namespace machine, IpAddress target, Duration period) throws VpcException {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                NamespaceThread.call("prober", machine, () -> probe(target, period));
            } catch (VpcException e) {
                stopped = true;
            }
        });
    }

    private Void probe(IpAddress target, Duration period) throws IOException, InterruptedException {
        while (!stopped) {
            Tick sent = MonotonicClock.now();
            if (target.toInetAddress().isReachable((int) period.toMillis())) {
                synchronized (answered) {
                    answered.add(sent);
                }
                Thread.sleep(period);
            }
        }
        return null;
    }

    /// When the requests that were answered so far had been sent, in order.
    List<Tick> answered() {
        synchronized (answered) {
            return List.copyOf(answered);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
