package dev.baton.daemon.service;

import dev.baton.model.Tick;
import java.time.Duration;

/// How soon what somebody else changes is put back: at once, and ever later while it is changed again and again. Two
/// programs that both know best must not keep the machine busy.
final class RestorePace {
    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    static final Duration MOST_WAIT = Duration.ofSeconds(10);
    /// After so long without a change the first is put back at once again.
    private static final Duration QUIET = Duration.ofSeconds(30);

    private Tick last = Tick.NEVER;
    private Duration wait = Duration.ZERO;

    /// When it may be put back, at the earliest.
    Tick earliest(Tick now) {
        return last.equals(Tick.NEVER) || now.since(last).compareTo(wait) >= 0 ? now : last.plus(wait);
    }

    /// It has been put back.
    ///
    /// @return how long the next time has to wait
    Duration restored(Tick now) {
        boolean isAgain = !last.equals(Tick.NEVER) && now.since(last).compareTo(QUIET) < 0;
        Duration doubled = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
        wait = !isAgain ? FIRST_WAIT : doubled.compareTo(MOST_WAIT) < 0 ? doubled : MOST_WAIT;
        last = now;
        return wait;
    }
}
