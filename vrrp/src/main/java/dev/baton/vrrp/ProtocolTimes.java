package dev.baton.vrrp;

import dev.baton.model.Preemption;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.Optional;

/// The protocol's arithmetic, in whole microseconds as keepalived computes it.
final class ProtocolTimes {
    /// The kernel looks for expired addresses about every quarter of a second.
    private static final long LEASE_LATENESS_MICROS = 250_000;
    /// How much later than planned a renewal may come without the address being lost.
    private static final long LEASE_RESERVE_MICROS = 500_000;
    /// The priority next to the owner's, which never waits.
    private static final int BEST_BACKUP = 254;

    private ProtocolTimes() {}

    /// RFC9568-6.1-1, RFC3768-6.1-1: the better the router, the shorter its skew. Version 2 reckons with one
    /// second whatever the interval is.
    static long skewMicros(VrrpVersion version, int priority, long intervalMicros) {
        return switch (version) {
            case V2 -> (256 - priority) * 1_000_000L / 256;
            case V3 -> (256 - priority) * (intervalMicros / 10_000) * 625 / 16;
        };
    }

    /// RFC9568-6.1-2, RFC3768-6.1-2: how long a backup of this priority waits for the next advert.
    static long masterDownMicros(VirtualRouterSpec spec, int priority, long intervalMicros) {
        return spec.downTimerAdverts() * intervalMicros + skewMicros(spec.version(), priority, intervalMicros);
    }

    static long intervalMicros(VirtualRouterSpec spec) {
        return spec.advertInterval().toNanos() / 1_000;
    }

    /// How long the kernel may keep an address that is not renewed: whole seconds, since the kernel knows no
    /// others.
    ///
    /// An address must be gone when the first peer takes it over, so lifetime plus the kernel's lateness fits
    /// into that peer's master-down time; and it must outlast the pause between two adverts, which renew it.
    /// A peer that is better than we are would have preempted us, so the peers' skew is at least our own,
    /// unless nobody preempts. Empty when both cannot be had: then something else must guard the address.
    static Optional<Duration> lease(VirtualRouterSpec spec, int effectivePriority) {
        long interval = intervalMicros(spec);
        int bestPeer = switch (spec.preemption()) {
            case Preemption.Preempt preempt -> Math.max(spec.priority().value(), effectivePriority);
            case Preemption.NoPreempt noPreempt -> BEST_BACKUP;
        };
        long peerWaits = masterDownMicros(spec, bestPeer, interval);
        long seconds = (peerWaits - LEASE_LATENESS_MICROS) / 1_000_000;
        return seconds * 1_000_000 >= interval + LEASE_RESERVE_MICROS
                ? Optional.of(Duration.ofSeconds(seconds))
                : Optional.empty();
    }
}
