package dev.baton.model;

import java.time.Duration;

/// Whether a better router takes over from a living master.
public sealed interface Preemption {
    /// It does, after `delay` (keywords `preempt`, `preempt_delay`; zero means at once).
    record Preempt(Duration delay) implements Preemption {}

    /// It waits until the master goes (keyword `nopreempt`).
    record NoPreempt() implements Preemption {}

    Preemption DEFAULT = new Preempt(Duration.ZERO);
}
