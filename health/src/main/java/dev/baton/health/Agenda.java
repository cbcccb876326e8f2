package dev.baton.health;

import dev.baton.model.Tick;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is due when. Setting and taking cost the logarithm of what waits; an entry whose owner has another due time
/// by now is dropped when it comes up.
///
/// A heap in arrays: an object for each entry would live for seconds, thousands of times a second, and so end among
/// what the garbage collector seldom looks at.
final class Agenda {
    /// Something that waits for a time.
    interface Waiting {
        /// In nanoseconds of a [Tick]; those of [Tick#NEVER] while it waits for none.
        long dueNanos();
    }

    private static final long NEVER = Tick.NEVER.nanos();
    private static final int SMALL = 1024;

    private long[] times = new long[16];
    /// Of equal times the one that was added first comes first.
    private long[] numbers = new long[16];
    private @Nullable Waiting[] owners = new @Nullable Waiting[16];
    private int size;
    private long number;
    private int waiting;

    /// The owner's due time has changed to one that will come.
    void add(Waiting owner) {
        if (owner.dueNanos() == NEVER) {
            return;
        }
        number++;
        insert(owner.dueNanos(), number, owner);
        if (size > SMALL && size > 2 * waiting) {
            sweep();
        }
    }

    /// Entries that were given up must not pile up: after a sweep as many may come again before the next.
    private void sweep() {
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            Waiting owner = owners[i];
            owners[i] = null;
            if (owner != null && owner.dueNanos() == times[i]) {
                insert(times[i], numbers[i], owner);
            }
        }
        waiting = size;
    }

    Tick next() {
        dropStale();
        return size == 0 ? Tick.NEVER : new Tick(times[0]);
    }

    /// Takes the first of what is due.
    Optional<Waiting> takeDue(Tick now) {
        dropStale();
        if (size == 0 || times[0] > now.nanos()) {
            return Optional.empty();
        }
        Optional<Waiting> first = Optional.ofNullable(owners[0]);
        removeFirst();
        return first;
    }

    private void dropStale() {
        while (size > 0 && isStale(owners[0], times[0])) {
            removeFirst();
        }
    }

    private static boolean isStale(@Nullable Waiting owner, long time) {
        return owner == null || owner.dueNanos() != time;
    }

    private void insert(long time, long itsNumber, Waiting owner) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            owners = Arrays.copyOf(owners, 2 * size);
        }
        int place = size;
        size++;
        while (place > 0 && comesBefore(time, itsNumber, (place - 1) / 2)) {
            move((place - 1) / 2, place);
            place = (place - 1) / 2;
        }
        put(place, time, itsNumber, owner);
    }

    private void removeFirst() {
        size--;
        Waiting last = owners[size];
        owners[size] = null;
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && comesBefore(times[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (comesBefore(times[size], numbers[size], child)) {
                break;
            }
            move(child, place);
            place = child;
        }
        if (size > 0) {
            put(place, times[size], numbers[size], last);
        }
    }

    private boolean comesBefore(long time, long itsNumber, int place) {
        return time < times[place] || (time == times[place] && itsNumber < numbers[place]);
    }

    private void move(int from, int to) {
        put(to, times[from], numbers[from], owners[from]);
    }

    private void put(int place, long time, long itsNumber, @Nullable Waiting owner) {
        times[place] = time;
        numbers[place] = itsNumber;
        owners[place] = owner;
    }
}
