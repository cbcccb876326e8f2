package dev.baton.vrrp;

import dev.baton.model.Tick;
import java.util.Arrays;

/// The next deadline of each of `size` routers, arranged as a tournament: the earliest is known at once, a
/// change costs the logarithm of the size.
final class Deadlines {
    private final int leaves;
    private final long[] nanos;
    private Tick earliest = Tick.NEVER;

    Deadlines(int size) {
        leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) * 2);
        nanos = new long[2 * leaves];
        Arrays.fill(nanos, Tick.NEVER.nanos());
    }

    /// Goes no higher than the deadline matters.
    void set(int index, long deadlineNanos) {
        int at = leaves + index;
        nanos[at] = deadlineNanos;
        for (at /= 2; at > 0; at /= 2) {
            long winner = Math.min(nanos[2 * at], nanos[2 * at + 1]);
            if (winner == nanos[at]) {
                return;
            }
            nanos[at] = winner;
        }
    }

    Tick earliest() {
        if (earliest.nanos() != nanos[1]) {
            earliest = new Tick(nanos[1]);
        }
        return earliest;
    }

    /// The index whose deadline is the earliest; any one if nothing is armed.
    int indexOfEarliest() {
        int at = 1;
        while (at < leaves) {
            at = nanos[2 * at] <= nanos[2 * at + 1] ? 2 * at : 2 * at + 1;
        }
        return at - leaves;
    }
}
