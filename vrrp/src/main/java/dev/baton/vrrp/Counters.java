package dev.baton.vrrp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// The counts of one router. Counting costs no memory.
final class Counters {
    private final Map<Counter, AtomicLong> counts = new EnumMap<>(Counter.class);

    Counters() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, new AtomicLong());
        }
    }

    void inherit(Counters before) {
        before.counts.forEach((counter, count) -> of(counter).set(count.get()));
    }

    void clear() {
        counts.values().forEach(count -> count.set(0));
    }

    void count(Counter counter) {
        of(counter).incrementAndGet();
    }

    private AtomicLong of(Counter counter) {
        return Objects.requireNonNull(counts.get(counter));
    }

    /// The counts at this moment, every counter present.
    Map<Counter, Long> snapshot() {
        Map<Counter, Long> snapshot = new EnumMap<>(Counter.class);
        counts.forEach((counter, count) -> snapshot.put(counter, count.get()));
        return snapshot;
    }
}
