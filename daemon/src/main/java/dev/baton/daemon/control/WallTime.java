package dev.baton.daemon.control;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the time of day was at a tick, as far as the clock of today tells.
///
/// @param now the same moment as `today`
public record WallTime(Tick now, Instant today) {
    public static WallTime read() {
        return new WallTime(MonotonicClock.now(), Instant.now());
    }

    /// Whole milliseconds; a clock that has been set since is not accounted for.
    public Instant of(Tick tick) {
        return today.minus(age(tick)).truncatedTo(ChronoUnit.MILLIS);
    }

    /// How long ago it was.
    public Duration age(Tick tick) {
        return now.since(tick);
    }

    /// The same in seconds, to the millisecond.
    public double ageSeconds(Tick tick) {
        return age(tick).toMillis() / 1e3;
    }
}
