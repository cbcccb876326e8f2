package dev.baton.cli;

import dev.baton.linux.Signal;

/// What a signal makes the daemon do, by the names that `keepalived --signum=FUNCTION` knows.
enum SignalFunction {
    STOP(Signal.TERM),
    RELOAD(Signal.HUP),
    DATA(Signal.USR1),
    STATS(Signal.USR2),
    STATS_CLEAR(Signal.RTMAX_1),
    JSON(Signal.RTMIN_2);

    private final Signal signal;

    SignalFunction(Signal signal) {
        this.signal = signal;
    }

    int number() {
        return signal.number();
    }
}
