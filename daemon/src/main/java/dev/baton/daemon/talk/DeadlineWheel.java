package dev.baton.daemon.talk;

import dev.baton.daemon.thread.Agenda;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Deadlines of very many things that mostly do not come to them. Setting and taking back cost the same whatever
/// waits; a deadline is told up to [#STEP_NANOS] late, never early.
///
/// A wheel of buckets, one for each step of time; what lies beyond a turn stays in its bucket for another one.
final class DeadlineWheel {
    /// How exact it is.
    static final long STEP_NANOS = 8_000_000;

    private static final int BUCKETS = 1024;

    /// What has a deadline.
    abstract static class Waiting {
        private @Nullable Waiting previous;
        private @Nullable Waiting next;
        private int bucket = -1;
        private long deadline;

        /// It has come; the deadline is not set any more.
        abstract void expired(Tick now);
    }

    private final Agenda agenda;
    private final @Nullable Waiting[] heads = new @Nullable Waiting[BUCKETS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    /// Steps up to this one have been looked at.
    private long passed;
    private long armedStep = Long.MAX_VALUE;
    private Optional<Agenda.Entry> armed = Optional.empty();

    DeadlineWheel(Agenda agenda) {
        this.agenda = agenda;
        passed = MonotonicClock.now().nanos() / STEP_NANOS;
    }

    /// Sets the deadline, instead of the one before.
    void set(Waiting waiting, long nanos) {
        clear(waiting);
        waiting.deadline = nanos;
        long step = Math.max(stepOf(nanos), passed + 1);
        waiting.bucket = (int) (step % BUCKETS);
        waiting.next = heads[waiting.bucket];
        if (waiting.next != null) {
            waiting.next.previous = waiting;
        }
        heads[waiting.bucket] = waiting;
        occupied[waiting.bucket / Long.SIZE] |= 1L << waiting.bucket;
        arm(Math.min(step, passed + BUCKETS));
    }

    /// Takes the deadline back, if it has one.
    void clear(Waiting waiting) {
        int bucket = waiting.bucket;
        if (bucket < 0) {
            return;
        }
        if (waiting.previous == null) {
            heads[bucket] = waiting.next;
        } else {
            waiting.previous.next = waiting.next;
        }
        if (waiting.next != null) {
            waiting.next.previous = waiting.previous;
        }
        if (heads[bucket] == null) {
            occupied[bucket / Long.SIZE] &= ~(1L << bucket);
        }
        waiting.previous = null;
        waiting.next = null;
        waiting.bucket = -1;
    }

    /// The first step that is wholly over when the deadline is.
    private static long stepOf(long nanos) {
        return (nanos + STEP_NANOS - 1) / STEP_NANOS;
    }

    private void arm(long step) {
        if (step >= armedStep) {
            return;
        }
        armed.ifPresent(Agenda.Entry::cancel);
        armedStep = step;
        armed = Optional.of(agenda.at(new Tick(step * STEP_NANOS), this::turn));
    }

    private void turn() {
        Tick now = MonotonicClock.now();
        long current = now.nanos() / STEP_NANOS;
        armedStep = Long.MAX_VALUE;
        armed = Optional.empty();
        List<Waiting> due = new ArrayList<>();
        for (long step = Math.max(passed + 1, current - BUCKETS + 1); step <= current; step++) {
            collect((int) (step % BUCKETS), current, due);
        }
        passed = current;
        nextOccupied().ifPresent(this::arm);
        for (Waiting waiting : due) {
            // One that expired before may have taken this one back, or set it again.
            if (waiting.bucket >= 0 && stepOf(waiting.deadline) <= current) {
                clear(waiting);
                waiting.expired(now);
            }
        }
    }

    private void collect(int bucket, long current, List<Waiting> due) {
        for (Waiting waiting = heads[bucket]; waiting != null; waiting = waiting.next) {
            if (stepOf(waiting.deadline) <= current) {
                due.add(waiting);
            }
        }
    }

    private Optional<Long> nextOccupied() {
        for (long step = passed + 1; step <= passed + BUCKETS; step++) {
            int bucket = (int) (step % BUCKETS);
            if (occupied[bucket / Long.SIZE] == 0) {
                step += Long.SIZE - 1 - bucket % Long.SIZE;
            } else if ((occupied[bucket / Long.SIZE] & 1L << bucket) != 0) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
