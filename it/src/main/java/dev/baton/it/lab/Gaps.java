package dev.baton.it.lab;

import java.time.Duration;
import java.util.Map;

/// Adverts that did not come when they should have.
///
/// @param adverts that came, of all virtual routers
/// @param missed intervals that went by without one, rounded
/// @param longest time between two adverts of one router
public record Gaps(long adverts, long missed, Duration longest) {
    /// Looks at the adverts of each virtual router by itself.
    ///
    /// @param times of the adverts by router, in nanoseconds, ascending
    public static Gaps of(Map<Integer, long[]> times, Duration interval) {
        long adverts = 0;
        long missed = 0;
        long longest = 0;
        for (long[] each : times.values()) {
            adverts += each.length;
            for (int at = 1; at < each.length; at++) {
                long gap = each[at] - each[at - 1];
                missed += Math.max(0, Math.round((double) gap / interval.toNanos()) - 1);
                longest = Math.max(longest, gap);
            }
        }
        return new Gaps(adverts, missed, Duration.ofNanos(longest));
    }

    /// Both together.
    public Gaps with(Gaps other) {
        return new Gaps(
                adverts + other.adverts,
                missed + other.missed,
                longest.compareTo(other.longest) > 0 ? longest : other.longest);
    }
}
