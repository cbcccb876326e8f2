package dev.baton.havip.cloud;

import java.time.Duration;

/// A token bucket: so many calls at once, filled again evenly within the time.
///
/// @param calls at least 1
/// @param per more than zero
public record Rate(int calls, Duration per) {
    public Rate {
        if (calls < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("a rate is at least one call in some time");
        }
    }
}
