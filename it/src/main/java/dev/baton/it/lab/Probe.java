package dev.baton.it.lab;

import java.time.Duration;

/// A client that asks an address for an echo every 5 ms, answered or not.
public final class Probe implements AutoCloseable {
    /// How often it asks.
    public static final Duration INTERVAL = Duration.ofMillis(5);

    private final Program ping;

    private Probe(Program ping) {
        this.ping = ping;
    }

    /// Starts asking; returns once the first answer has come.
    public static Probe of(Host client, String address) {
        Probe probe = new Probe(client.start("ping", "-n", "-i", "0.005", address));
        probe.awaitAnswers(1, Duration.ofSeconds(5));
        return probe;
    }

    private long answers() {
        return ping.log().lines().filter(line -> line.contains("bytes from")).count();
    }

    /// Returns once this many more answers have come.
    public void awaitAnswers(int more, Duration atMost) {
        long before = answers();
        Await.until(
                more + " more answers", atMost, () -> answers() >= before + more, () -> "had " + answers() + " in all");
    }

    @Override
    public void close() {
        ping.close();
    }
}
