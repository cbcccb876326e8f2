package dev.baton.daemon;

import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /// How late a wake-up for this deadline was, if it was a stall.
    Optional<Duration> lateness(Tick deadline, Tick now) {
        return deadline.isReachedAt(now)
                ? Optional.of(now.since(deadline)).filter(late -> late.compareTo(threshold) > 0)
                : Optional.empty();
    }
}
