package dev.baton.vrrp;

import dev.baton.model.Tick;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The armed timers of one router.
final class Timers {
    private final Map<Timer, Tick> armed = new EnumMap<>(Timer.class);
    private final Consumer<Tick> onChange;

    /// @param onChange is told the earliest deadline whenever it may have changed
    Timers(Consumer<Tick> onChange) {
        this.onChange = onChange;
    }

    void arm(Timer timer, Tick at) {
        armed.put(timer, at);
        onChange.accept(earliest());
    }

    void cancel(Timer timer) {
        if (armed.remove(timer) != null) {
            onChange.accept(earliest());
        }
    }

    void cancelAll() {
        armed.clear();
        onChange.accept(Tick.NEVER);
    }

    /// Everything that the other one has armed.
    void inherit(Timers before) {
        armed.putAll(before.armed);
        onChange.accept(earliest());
    }

    boolean isArmed(Timer timer) {
        return armed.containsKey(timer);
    }

    /// When the timer runs out; [Tick#NEVER] if it is not armed.
    Tick at(Timer timer) {
        return armed.getOrDefault(timer, Tick.NEVER);
    }

    /// The tick of the timer that comes first; [Tick#NEVER] if none is armed.
    Tick earliest() {
        Tick earliest = Tick.NEVER;
        for (Tick deadline : armed.values()) {
            earliest = Tick.earlier(earliest, deadline);
        }
        return earliest;
    }

    /// The timer that ran out first, if one has; it stays armed. Of two that run out together the one that is
    /// declared first.
    Optional<Timer> due(Tick now) {
        Optional<Timer> first = Optional.empty();
        Tick earliest = now;
        for (Map.Entry<Timer, Tick> each : armed.entrySet()) {
            if (first.isEmpty()
                    ? each.getValue().isReachedAt(now)
                    : each.getValue().compareTo(earliest) < 0) {
                first = Optional.of(each.getKey());
                earliest = each.getValue();
            }
        }
        return first;
    }
}
