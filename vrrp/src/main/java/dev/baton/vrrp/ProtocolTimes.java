package dev.baton.vrrp;

import dev.baton.model.AddressKeeping;
import dev.baton.model.AddressKeeping.Lease;
import dev.baton.model.Preemption;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.Optional;

/// The protocol's arithmetic, in whole microseconds as keepalived computes it.
final class ProtocolTimes {
    /// The kernel looks for expired addresses about every quarter of a second.
    private static final long LEASE_LATENESS_MICROS = 250_000;
    private static final long SECOND = 1_000_000;
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
    /// others. Empty means for ever.
    static Optional<Duration> lease(VirtualRouterSpec spec, int effectivePriority) {
        return switch (spec.keeping().lease()) {
            case Lease.Auto auto -> Optional.of(Duration.ofSeconds(suitableLease(spec, effectivePriority)));
            case Lease.Fixed(Duration duration) -> Optional.of(duration);
            case Lease.Off off -> Optional.empty();
        };
    }

    /// An address should be gone when the first peer takes it over, so lifetime plus the kernel's lateness fits
    /// into that peer's master-down time. It must outlast the pause between two renewals. Where both cannot be
    /// had, the shortest that can be kept: two hosts have the address for at most about a second then.
    ///
    /// A peer that is better than we are would have preempted us, so the peers' skew is at least our own,
    /// unless nobody preempts.
    private static long suitableLease(VirtualRouterSpec spec, int effectivePriority) {
        long interval = intervalMicros(spec);
        int bestPeer = switch (spec.preemption()) {
            case Preemption.Preempt preempt -> Math.max(spec.priority().value(), effectivePriority);
            case Preemption.NoPreempt noPreempt -> BEST_BACKUP;
        };
        long peerWaits = masterDownMicros(spec, bestPeer, interval);
        return Math.max((peerWaits - LEASE_LATENESS_MICROS) / SECOND, leastLeaseSeconds(spec.advertInterval()));
    }

    /// The shortest lease that renewals with the adverts of this interval keep alive.
    private static long leastLeaseSeconds(Duration advertInterval) {
        return AddressKeeping.leastLease(advertInterval).toSeconds();
    }
}
