package dev.baton.health;

import dev.baton.model.Tick;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// What is due when. Setting and taking cost the logarithm of what waits; an entry whose owner has another due time
/// by now is dropped when it comes up.
final class Agenda {
    /// Something that waits for a time; [Tick#NEVER] while it waits for none.
    interface Waiting {
        Tick due();
    }

    private record Entry(Tick at, long number, Waiting owner) {
        boolean isStale() {
            return !owner.due().equals(at);
        }
    }

    private static final int SMALL = 1024;

    private PriorityQueue<Entry> entries = newQueue();
    private long number;
    private int waiting;

    /// The owner's due time has changed to one that will come.
    void add(Waiting owner) {
        if (owner.due().equals(Tick.NEVER)) {
            return;
        }
        number++;
        entries.add(new Entry(owner.due(), number, owner));
        if (entries.size() > SMALL && entries.size() > 2 * waiting) {
            sweep();
        }
    }

    /// Entries that were given up must not pile up: after a sweep as many may come again before the next.
    private void sweep() {
        PriorityQueue<Entry> kept = newQueue();
        for (Entry entry : entries) {
            if (!entry.isStale()) {
                kept.add(entry);
            }
        }
        entries = kept;
        waiting = kept.size();
    }

    Tick next() {
        dropStale();
        Entry head = entries.peek();
        return head == null ? Tick.NEVER : head.at();
    }

    /// Takes the first of what is due.
    Optional<Waiting> takeDue(Tick now) {
        dropStale();
        Entry head = entries.peek();
        if (head == null || !head.at().isReachedAt(now)) {
            return Optional.empty();
        }
        entries.remove();
        return Optional.of(head.owner());
    }

    private void dropStale() {
        Entry head = entries.peek();
        while (head != null && head.isStale()) {
            entries.remove();
            head = entries.peek();
        }
    }

    private static PriorityQueue<Entry> newQueue() {
        return new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    }
}
