package dev.baton.vrrp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// The counts of one router. Counting costs no memory.
@SuppressWarnings("EnumOrdinal") // an index within this class, known to nobody else
final class Counters {
    private static final Counter[] ALL = Counter.values();

    /// By the counters' ordinals.
    private final long[] counts = new long[ALL.length];

    void inherit(Counters before) {
        System.arraycopy(before.counts, 0, counts, 0, counts.length);
    }

    void clear() {
        Arrays.fill(counts, 0);
    }

    void count(Counter counter) {
        counts[counter.ordinal()]++;
    }

    /// The counts at this moment, every counter present.
    Map<Counter, Long> snapshot() {
        Map<Counter, Long> snapshot = new EnumMap<>(Counter.class);
        for (Counter counter : ALL) {
            snapshot.put(counter, counts[counter.ordinal()]);
        }
        return snapshot;
    }
}
