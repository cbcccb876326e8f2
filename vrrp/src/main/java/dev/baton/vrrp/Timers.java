package dev.baton.vrrp;

import dev.baton.model.Tick;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The armed timers of one router. Arming one costs no memory but the tick.
@SuppressWarnings("EnumOrdinal") // an index within this class, known to nobody else
final class Timers {
    private static final Timer[] ALL = Timer.values();

    private static final long NEVER = Tick.NEVER.nanos();

    /// By the timers' ordinals, side by side: they are read with every packet.
    private final long[] armed = new long[ALL.length];
    private final LongConsumer onChange;

    /// @param onChange is told the earliest deadline, in nanoseconds, whenever it may have changed
    Timers(LongConsumer onChange) {
        this.onChange = onChange;
        disarmAll();
    }

    private void disarmAll() {
        Arrays.fill(armed, NEVER);
    }

    void arm(Timer timer, Tick at) {
        armed[timer.ordinal()] = at.nanos();
        onChange.accept(earliestNanos());
    }

    void cancel(Timer timer) {
        if (isArmed(timer)) {
            armed[timer.ordinal()] = NEVER;
            onChange.accept(earliestNanos());
        }
    }

    void cancelAll() {
        disarmAll();
        onChange.accept(NEVER);
    }

    /// Everything that the other one has armed.
    void inherit(Timers before) {
        for (Timer timer : ALL) {
            if (before.isArmed(timer)) {
                armed[timer.ordinal()] = before.armed[timer.ordinal()];
            }
        }
        onChange.accept(earliestNanos());
    }

    boolean isArmed(Timer timer) {
        return armed[timer.ordinal()] != NEVER;
    }

    /// When the timer runs out; [Tick#NEVER] if it is not armed.
    Tick at(Timer timer) {
        return isArmed(timer) ? new Tick(armed[timer.ordinal()]) : Tick.NEVER;
    }

    /// When the timer that comes first runs out.
    private long earliestNanos() {
        long earliest = NEVER;
        for (long each : armed) {
            earliest = Math.min(earliest, each);
        }
        return earliest;
    }

    /// The timer that ran out first, if one has; it stays armed. Of two that run out together the one that is
    /// declared first.
    Optional<Timer> due(Tick now) {
        Timer first = ALL[0];
        for (Timer timer : ALL) {
            if (armed[timer.ordinal()] < armed[first.ordinal()]) {
                first = timer;
            }
        }
        return armed[first.ordinal()] <= now.nanos() ? Optional.of(first) : Optional.empty();
    }
}
