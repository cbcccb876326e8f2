package dev.baton.vrrp;

import dev.baton.model.Tick;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The armed timers of one router. Arming one costs no memory but the tick.
final class Timers {
    private static final Timer[] ALL = Timer.values();

    private final Map<Timer, Tick> armed = new EnumMap<>(Timer.class);
    private final Consumer<Tick> onChange;

    /// @param onChange is told the earliest deadline whenever it may have changed
    Timers(Consumer<Tick> onChange) {
        this.onChange = onChange;
        disarmAll();
    }

    private void disarmAll() {
        for (Timer timer : ALL) {
            armed.put(timer, Tick.NEVER);
        }
    }

    void arm(Timer timer, Tick at) {
        armed.put(timer, at);
        onChange.accept(earliest());
    }

    void cancel(Timer timer) {
        if (isArmed(timer)) {
            armed.put(timer, Tick.NEVER);
            onChange.accept(earliest());
        }
    }

    void cancelAll() {
        disarmAll();
        onChange.accept(Tick.NEVER);
    }

    /// Everything that the other one has armed.
    void inherit(Timers before) {
        for (Timer timer : ALL) {
            if (before.isArmed(timer)) {
                armed.put(timer, before.at(timer));
            }
        }
        onChange.accept(earliest());
    }

    boolean isArmed(Timer timer) {
        return at(timer).nanos() != Tick.NEVER.nanos();
    }

    /// When the timer runs out; [Tick#NEVER] if it is not armed.
    Tick at(Timer timer) {
        return armed.getOrDefault(timer, Tick.NEVER);
    }

    /// The tick of the timer that comes first; [Tick#NEVER] if none is armed.
    Tick earliest() {
        Tick earliest = Tick.NEVER;
        for (Timer timer : ALL) {
            earliest = Tick.earlier(earliest, at(timer));
        }
        return earliest;
    }

    /// The timer that ran out first, if one has; it stays armed. Of two that run out together the one that is
    /// declared first.
    Optional<Timer> due(Tick now) {
        Timer first = ALL[0];
        for (Timer timer : ALL) {
            if (at(timer).nanos() < at(first).nanos()) {
                first = timer;
            }
        }
        return at(first).isReachedAt(now) ? Optional.of(first) : Optional.empty();
    }
}
