package dev.baton.vrrp;

import java.util.EnumMap;
import java.util.Map;

/// The counts of one router.
final class Counters {
    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);

    Counters() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, 0L);
        }
    }

    void inherit(Counters before) {
        counts.putAll(before.counts);
    }

    void count(Counter counter) {
        counts.merge(counter, 1L, Long::sum);
    }

    /// The counts at this moment, every counter present.
    Map<Counter, Long> snapshot() {
        return new EnumMap<>(counts);
    }
}
