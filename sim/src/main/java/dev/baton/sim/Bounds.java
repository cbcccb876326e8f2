package dev.baton.sim;

import dev.baton.model.Announcing;
import dev.baton.model.Preemption;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.util.List;

/// How long the members of one virtual router may take for what the protocol promises, in nanoseconds of true time.
///
/// Every bound follows from the configuration: a master is heard within its interval, a lost one is replaced within
/// the master-down time of whoever waits longest, and a stall may put that off by one interval and a skew.
final class Bounds {
    /// Clocks differ by so much that a bound grows by 1/200 at most.
    private static final long DRIFT_DIVISOR = 200;
    /// What is left to rounding and to the order of events that happen at once.
    private static final long LEEWAY = 2_000_000;

    private final long transit;
    private final long intervalMost;
    private final long skewMost;
    private final long masterDownMost;
    private final long preemptDelayMost;
    private final long pacingMost;

    Bounds(List<VirtualRouterSpec> specs, long pacingMost, NetworkQuality quality) {
        this.pacingMost = pacingMost;
        transit = quality.latency()
                        .plus(quality.jitter())
                        .plus(quality.wakeUpLatency().multipliedBy(2))
                        .toNanos()
                + LEEWAY;
        intervalMost = specs.stream()
                .mapToLong(spec -> spec.advertInterval().toNanos())
                .max()
                .orElse(0);
        boolean isV2 = specs.stream().anyMatch(spec -> spec.version() == VrrpVersion.V2);
        skewMost = isV2 ? Duration.ofSeconds(1).toNanos() : intervalMost;
        masterDownMost = specs.stream()
                                .mapToInt(VirtualRouterSpec::downTimerAdverts)
                                .max()
                                .orElse(0)
                        * intervalMost
                + skewMost;
        preemptDelayMost = specs.stream()
                .mapToLong(spec -> preemptDelay(spec.preemption()))
                .max()
                .orElse(0);
    }

    private static long preemptDelay(Preemption preemption) {
        return switch (preemption) {
            case Preemption.Preempt(Duration delay) -> delay.toNanos();
            case Preemption.NoPreempt none -> 0;
        };
    }

    /// How long announcements of all these routers may wait for each other: those on one interface share one pace.
    static long pacing(List<VirtualRouterSpec> all) {
        long announcements = all.stream().mapToLong(Bounds::announcements).sum();
        long pace = all.stream()
                .map(VirtualRouterSpec::announcing)
                .mapToLong(announcing -> Math.max(
                        announcing.garpInterval().toNanos(),
                        announcing.naInterval().toNanos()))
                .max()
                .orElse(0);
        return announcements * pace;
    }

    private static long announcements(VirtualRouterSpec spec) {
        Announcing announcing = spec.announcing();
        int addresses =
                spec.virtualAddresses().size() + spec.excludedAddresses().size();
        return (announcing.repeat() + announcing.lowerPriorityRepeat() + 1L) * addresses;
    }

    private long stretched(long nanos) {
        return nanos + nanos / DRIFT_DIVISOR + transit;
    }

    /// Until whoever listens has heard a master that advertises at this interval.
    long untilHeard(long intervalNanos) {
        return stretched(intervalNanos);
    }

    /// Until somebody is master.
    long untilAnyMaster() {
        return stretched(masterDownMost + intervalMost + skewMost);
    }

    /// Until the best is master, everybody who preempts having done so.
    long untilBestMaster() {
        return stretched(2 * (masterDownMost + intervalMost + skewMost) + preemptDelayMost);
    }

    /// Until the winner has announced again after it heard or may have heard a loser.
    long untilAnnounced() {
        return stretched(2 * intervalMost + skewMost + pacingMost);
    }

    /// The latest deadline that a router may have which is MASTER or BACKUP.
    long untilDeadline() {
        return stretched(masterDownMost + intervalMost + skewMost);
    }
}
