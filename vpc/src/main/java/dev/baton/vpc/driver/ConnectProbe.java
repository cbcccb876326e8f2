package dev.baton.vpc.driver;

import dev.baton.vpc.Namespace;
import dev.baton.vpc.NamespaceThread;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.Outside;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Opens TCP connections at a steady pace and resets each as soon as it is there, on one thread in one network.
final class ConnectProbe implements Outside.Probe {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.driver");

    /// Less than the second after which the kernel repeats the first packet: what is answered answers that packet.
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

    private final InetSocketAddress target;
    private final long periodNanos;
    private final Outside.Listener listener;
    private final Deque<Attempt> pending = new ArrayDeque<>();
    private long attempts;
    private volatile boolean isClosed;

    private record Attempt(long number, long asked, SocketChannel channel) {}

    ConnectProbe(InetSocketAddress target, Duration period, Outside.Listener listener) {
        this.target = target;
        this.periodNanos = period.toNanos();
        this.listener = listener;
    }

    void startIn(Namespace machine) {
        Thread.ofVirtual().name("probe-" + target.getAddress().getHostAddress()).start(() -> {
            try {
                NamespaceThread.call("probe", machine, this::run);
            } catch (VpcException e) {
                LOG.log(Level.DEBUG, "{0}", e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private boolean run() throws IOException {
        try (Selector selector = Selector.open()) {
            long next = System.nanoTime();
            while (!isClosed) {
                long now = System.nanoTime();
                if (now - next >= 0) {
                    ask(selector, now);
                    // What was slept through is not caught up with.
                    next = now - next > periodNanos ? now + periodNanos : next + periodNanos;
                }
                giveUp(now);
                selector.select(Math.max(1, (next - now) / 1_000_000));
                selector.selectedKeys().forEach(this::finish);
                selector.selectedKeys().clear();
            }
        } finally {
            for (Attempt attempt : pending) {
                attempt.channel().close();
            }
        }
        return true;
    }

    private void ask(Selector selector, long now) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        Attempt attempt = new Attempt(attempts++, now, channel);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.register(selector, SelectionKey.OP_CONNECT, attempt);
            channel.connect(target);
            pending.addLast(attempt);
        } catch (IOException unreachable) {
            channel.close();
        }
    }

    private void finish(SelectionKey key) {
        Attempt attempt = (Attempt) key.attachment();
        try (SocketChannel channel = attempt.channel()) {
            if (channel.finishConnect()) {
                listener.answered(attempt.number(), attempt.asked());
            }
        } catch (IOException refused) {
            // An attempt without an answer.
        }
        pending.remove(attempt);
    }

    private void giveUp(long now) throws IOException {
        while (!pending.isEmpty() && now - pending.getFirst().asked() > PATIENCE_NANOS) {
            pending.removeFirst().channel().close();
        }
    }
}
