package dev.baton.linux;

import dev.baton.model.Tick;

/// The kernel's CLOCK_MONOTONIC, which is also what timerfd and the event loop count in.
public final class MonotonicClock {
    private MonotonicClock() {}

    /// Now. HotSpot reads CLOCK_MONOTONIC for [System#nanoTime()] on Linux, so no call of our own is needed.
    public static Tick now() {
        return new Tick(System.nanoTime());
    }
}
