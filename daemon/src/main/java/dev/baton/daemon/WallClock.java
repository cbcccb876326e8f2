package dev.baton.daemon;

import dev.baton.model.Authentication;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells the engine the time of day when it needs it: at the start, and when the clock was set.
final class WallClock {
    /// Slewing moves the clock by less than this between two looks; a step moves it by more.
    private static final Duration STEP = Duration.ofMillis(100);

    private final boolean needed;
    private Instant origin = Instant.MIN;

    /// Only `auth_hmac` and `auth_type AH` put the time of day into adverts.
    WallClock(List<VirtualRouterSpec> routers) {
        this.needed = routers.stream().map(VirtualRouterSpec::authentication).anyMatch(WallClock::needsTime);
    }

    private static boolean needsTime(Authentication authentication) {
        return authentication instanceof Authentication.HmacTrailer
                || authentication instanceof Authentication.AuthenticationHeader;
    }

    Optional<Event> read(Tick now) {
        if (!needed) {
            return Optional.empty();
        }
        Instant clock = Instant.now();
        Instant since = clock.minusNanos(now.nanos());
        boolean first = origin.equals(Instant.MIN);
        if (!first && Duration.between(origin, since).abs().compareTo(STEP) < 0) {
            return Optional.empty();
        }
        origin = since;
        return Optional.of(new Event.WallClockRead(clock));
    }
}
