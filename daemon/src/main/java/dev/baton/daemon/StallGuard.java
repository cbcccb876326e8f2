package dev.baton.daemon;

import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;

/// How late the loop may be before it tells the engine that it was asleep.
///
/// @param threshold a quarter of the shortest advert interval: much later than an idle machine ever is, much earlier
///     than a peer gives up; at least 20 ms, which a busy machine reaches now and then
record StallGuard(Duration threshold) {
    private static final Duration THRESHOLD_MIN = Duration.ofMillis(20);

    static StallGuard forRouters(List<VirtualRouterSpec> routers) {
        return new StallGuard(routers.stream()
                .map(router -> router.advertInterval().dividedBy(4))
                .min(Duration::compareTo)
                .filter(quarter -> quarter.compareTo(THRESHOLD_MIN) > 0)
                .orElse(THRESHOLD_MIN));
    }

    /// True if a wake-up so much later than its deadline was a stall.
    boolean isStall(long lateNanos) {
        return lateNanos > threshold.toNanos();
    }
}
