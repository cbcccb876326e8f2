package dev.baton.daemon.thread;

import dev.baton.linux.EventLoop;
import dev.baton.model.Tick;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Work with a time on a thread with an [EventLoop] of its own: many deadlines from the loop's one.
///
/// Used on that thread only.
public final class Agenda {
    private final EventLoop loop;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(entry -> entry.at.nanos()));

    /// Something that is to be done at a time, unless it is cancelled before.
    public final class Entry {
        private final Tick at;
        private final Runnable work;

        private Entry(Tick at, Runnable work) {
            this.at = at;
            this.work = work;
        }

        /// It is not done any more; no harm if it has been.
        public void cancel() {
            entries.remove(this);
        }
    }

    /// Takes the loop's deadline for itself.
    public Agenda(EventLoop loop) {
        this.loop = loop;
        loop.onDeadline(this::reached);
    }

    /// Has the work done at this time, or as soon after as the loop comes to it.
    public Entry at(Tick when, Runnable work) {
        Entry entry = new Entry(when, work);
        entries.add(entry);
        arm();
        return entry;
    }

    private void reached(Tick now) {
        for (Entry next = entries.peek(); next != null && next.at.isReachedAt(now); next = entries.peek()) {
            entries.remove(next);
            next.work.run();
        }
        arm();
    }

    private void arm() {
        Entry next = entries.peek();
        loop.deadline(next == null ? Tick.NEVER : next.at);
    }
}
