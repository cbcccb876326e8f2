package dev.baton.model;

import java.time.Duration;

/// A point on the monotonic time line, in nanoseconds from an origin that only its maker knows.
///
/// Engines receive ticks and never make them: the daemon takes them from CLOCK_MONOTONIC, the simulator from its own
/// counter. A tick is not a date and must not be shown to people as one.
public record Tick(long nanos) implements Comparable<Tick> {
    /// The origin.
    public static final Tick ZERO = new Tick(0);
    /// Later than every other tick; the deadline of whatever waits for nothing.
    public static final Tick NEVER = new Tick(Long.MAX_VALUE);

    public static Tick ofMicros(long micros) {
        return new Tick(Math.multiplyExact(micros, 1_000L));
    }

    public static Tick ofMillis(long millis) {
        return new Tick(Math.multiplyExact(millis, 1_000_000L));
    }

    /// This tick moved by a duration. [#NEVER] stays where it is.
    public Tick plus(Duration duration) {
        return isNever() ? this : new Tick(Math.addExact(nanos, duration.toNanos()));
    }

    /// This tick moved by microseconds. [#NEVER] stays where it is.
    public Tick plusMicros(long micros) {
        return isNever() ? this : new Tick(Math.addExact(nanos, Math.multiplyExact(micros, 1_000L)));
    }

    /// Not by `equals`, which for a record goes through method handles: timers are armed with every packet.
    private boolean isNever() {
        return nanos == NEVER.nanos;
    }

    /// The time from `earlier` to this tick; negative if `earlier` is later.
    public Duration since(Tick earlier) {
        return Duration.ofNanos(Math.subtractExact(nanos, earlier.nanos));
    }

    /// True if this tick is not after `now`: a deadline that has been reached.
    public boolean isReachedAt(Tick now) {
        return nanos <= now.nanos;
    }

    public static Tick earlier(Tick a, Tick b) {
        return a.nanos <= b.nanos ? a : b;
    }

    @Override
    public int compareTo(Tick other) {
        return Long.compare(nanos, other.nanos);
    }

    @Override
    public String toString() {
        return isNever() ? "never" : "%d.%06ds".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1_000);
    }
}
