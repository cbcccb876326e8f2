package dev.baton.sim;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// What will happen and when, in order; of two things at the same time the one that was added first comes first.
final class Agenda {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long added;

    void add(long at, Happening what) {
        entries.add(new Entry(at, added++, what));
    }

    /// When the next thing happens; [Long#MAX_VALUE] if nothing is left.
    long nextAt() {
        return Optional.ofNullable(entries.peek()).map(Entry::at).orElse(Long.MAX_VALUE);
    }

    /// The next thing, which is then taken off.
    Happening take() {
        return entries.remove().what();
    }

    private record Entry(long at, long order, Happening what) {}
}
