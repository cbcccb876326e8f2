package dev.baton.sim;

import java.time.Duration;

/// A fault and when it strikes.
///
/// @param at from the beginning of the simulation
public record TimedFault(Duration at, Fault fault) {
    public TimedFault {
        if (at.isNegative()) {
            throw new IllegalArgumentException("a fault before the beginning");
        }
    }

    /// `at 5s poweroff ha1`.
    @Override
    public String toString() {
        return "at " + FaultText.duration(at) + " " + fault;
    }
}
