package dev.baton.sim;

import java.time.Duration;

/// What the network is like on a good day. Impairments come on top as faults.
///
/// @param latency what every packet takes at least
/// @param jitter what a packet may take in addition
/// @param duplicatePercent packets that arrive twice
/// @param wakeUpLatency how late a node's loop may wake up without being stalled
public record NetworkQuality(Duration latency, Duration jitter, int duplicatePercent, Duration wakeUpLatency) {
    /// A switch and two idle hosts.
    public static final NetworkQuality LAN =
            new NetworkQuality(Duration.ofNanos(100_000), Duration.ofNanos(200_000), 0, Duration.ofNanos(100_000));

    /// A network that keeps its promises to the nanosecond, for transcripts that a person follows with a pencil.
    public static final NetworkQuality IDEAL = new NetworkQuality(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
}
