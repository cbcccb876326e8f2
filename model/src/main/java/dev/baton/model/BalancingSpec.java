package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// How virtual servers are served, as far as keepalived has no words for it (the `baton` block).
///
/// @param sharedChecks equal checks of several servers run once for all of them
/// @param damping how real servers that come and go are treated
public record BalancingSpec(Plane plane, boolean sharedChecks, Optional<Damping> damping) {
    public static final BalancingSpec DEFAULT = new BalancingSpec(Plane.AUTO, false, Optional.empty());

    /// What balances (`balancer`).
    public enum Plane {
        /// IPVS where the kernel has it, else nftables.
        AUTO,
        IPVS,
        NFTABLES
    }

    /// A server that failed so many times within a time has to be well for a while before it is used again
    /// (`server_damping`).
    public record Damping(int failures, Duration window, Duration hold) {}
}
