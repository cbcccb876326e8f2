package dev.baton.vpc.console;

import dev.baton.model.IpAddress;
import dev.baton.vpc.server.Outside;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tries a public address from the internet side, and says whether and for how long nobody answered. For any thread.
final class Prober implements AutoCloseable {
    /// How often it is tried.
    static final Duration PERIOD = Duration.ofMillis(10);

    /// Silence that is shown as such; shorter ones happen on a busy machine.
    private static final Duration SILENCE = Duration.ofMillis(100);

    private static final int HTTP = 80;

    private final String address;
    private final Reachability reachability = new Reachability();
    private final Outside.Probe probe;

    /// Starts at once.
    ///
    /// @param outages is told of each, on a thread of the probe's
    Prober(Outside outside, IpAddress address, Consumer<Duration> outages) {
        this.address = address.toString();
        this.probe = outside.probe(
                address,
                HTTP,
                PERIOD,
                (attempt, asked) -> answered(attempt, asked).ifPresent(outage -> outages.accept(outage.length())));
    }

    private synchronized Optional<Reachability.Outage> answered(long attempt, long asked) {
        return reachability.answered(attempt, asked);
    }

    String address() {
        return address;
    }

    /// What is so now, for the page.
    synchronized Map<String, Object> tree(long nowNanos) {
        Optional<Duration> silence = reachability.silence(nowNanos);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("address", address);
        tree.put(
                "answers", silence.filter(lasts -> lasts.compareTo(SILENCE) < 0).isPresent());
        tree.put("everAnswered", silence.isPresent());
        tree.put("silenceMillis", silence.map(Duration::toMillis).orElse(0L));
        tree.put(
                "outageMillis",
                reachability.latest().map(outage -> outage.length().toMillis()).orElse(-1L));
        return tree;
    }

    @Override
    public void close() {
        probe.close();
    }
}
