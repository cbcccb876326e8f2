package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// What keeps addresses from moving to and fro; settings that keepalived does not have, all off by default.
///
/// @param masterBonus `sticky_master`: added to the priority while MASTER, 0 to 253
/// @param bonusTime for how long after a takeover; empty means as long as it is MASTER
/// @param damping `flap_damping`
public record Steadiness(int masterBonus, Optional<Duration> bonusTime, Optional<FlapDamping> damping) {
    public static final Steadiness NONE = new Steadiness(0, Optional.empty(), Optional.empty());

    public Steadiness {
        if (masterBonus < 0 || masterBonus > 253) {
            throw new IllegalArgumentException("a bonus of " + masterBonus + " is outside 0 to 253");
        }
    }

    /// An instance that went to FAULT so often within a time stays there for a while when all is well again.
    ///
    /// @param faults how often, at least 2
    public record FlapDamping(int faults, Duration within, Duration hold) {
        public FlapDamping {
            if (faults < 2) {
                throw new IllegalArgumentException("a single fault is no flapping");
            }
        }
    }
}
