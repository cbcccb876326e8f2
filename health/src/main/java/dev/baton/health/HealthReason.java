package dev.baton.health;

import dev.baton.model.Tick;
import java.time.Duration;

/// Why a server's or a service's state changed, as data. [#sentence()] says it to a person.
public sealed interface HealthReason {
    String sentence();

    /// Believed at the start, before any check has run.
    ///
    /// @param alpha whether the server has to prove itself first
    record Assumed(boolean alpha) implements HealthReason {
        @Override
        public String sentence() {
            return alpha ? "waiting for the first success" : "assumed to be alive until checked";
        }
    }

    record CheckSucceeded(String check) implements HealthReason {
        @Override
        public String sentence() {
            return check + " succeeded";
        }
    }

    /// A check found the server not well.
    ///
    /// @param attempts how many failures in a row it took
    record CheckFailed(String check, ProbeFailure why, long attempts) implements HealthReason {
        @Override
        public String sentence() {
            return check + " failed" + (attempts > 1 ? " " + attempts + " times" : "") + ": " + why.sentence();
        }
    }

    /// A script ended with this status, which names a weight (`misc_dynamic`).
    record StatusWeight(int status) implements HealthReason {
        @Override
        public String sentence() {
            return "MISC_CHECK exited with status " + status;
        }
    }

    record FileWeight(String file, long value) implements HealthReason {
        @Override
        public String sentence() {
            return "tracked file " + file + " says " + value;
        }
    }

    /// Enough is alive.
    ///
    /// @param weight that is alive
    /// @param threshold the quorum with its hysteresis
    record QuorumReached(long weight, long threshold) implements HealthReason {
        @Override
        public String sentence() {
            return "weight " + weight + " is alive, the quorum is " + threshold;
        }
    }

    record QuorumMissed(long weight, long threshold) implements HealthReason {
        @Override
        public String sentence() {
            return "only weight " + weight + " is alive, the quorum is " + threshold;
        }
    }

    /// The server fails so often that its recoveries are not believed at once.
    record Flapping(int failures, Duration window, Tick until) implements HealthReason {
        @Override
        public String sentence() {
            return failures + " failures within " + window.toSeconds() + " s; held down to see whether it stays well";
        }
    }

    /// A flapping server has been well for long enough.
    record Steady(Duration held) implements HealthReason {
        @Override
        public String sentence() {
            return "well for " + held.toSeconds() + " s after flapping";
        }
    }

    /// The configuration changed, and with it what is checked or how much it weighs.
    record Reconfigured() implements HealthReason {
        @Override
        public String sentence() {
            return "the configuration changed";
        }
    }

    record Removed() implements HealthReason {
        @Override
        public String sentence() {
            return "removed from the configuration";
        }
    }

    record ShutDown() implements HealthReason {
        @Override
        public String sentence() {
            return "shutting down";
        }
    }
}
