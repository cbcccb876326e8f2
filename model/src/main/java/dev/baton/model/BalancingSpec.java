package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// How virtual servers are served, all of them together (the `baton` block, and `lvs_flush` of `global_defs`).
///
/// @param sharedChecks equal checks of several servers run once for all of them
/// @param damping how real servers that come and go are treated
/// @param flush what the data plane is rid of whoever programmed it
public record BalancingSpec(
        Plane plane, boolean sharedChecks, Optional<Damping> damping, Flush flush, IdleTimeouts timeouts) {
    public static final BalancingSpec DEFAULT =
            new BalancingSpec(Plane.AUTO, false, Optional.empty(), new Flush(false, false), IdleTimeouts.UNCHANGED);

    /// What balances (`balancer`).
    public enum Plane {
        /// IPVS where the kernel has it, else nftables.
        AUTO,
        IPVS,
        NFTABLES
    }

    /// When services go that others programmed, too.
    ///
    /// @param atStart `lvs_flush`
    /// @param onStop `lvs_flush_on_stop` without `VS`
    public record Flush(boolean atStart, boolean onStop) {}

    /// Seconds after which IPVS forgets idle connections (`lvs_timeouts`); 0 leaves one as it was found.
    public record IdleTimeouts(int tcp, int tcpFin, int udp) {
        public static final IdleTimeouts UNCHANGED = new IdleTimeouts(0, 0, 0);
    }

    /// A server that failed so many times within a time has to be well for a while before it is used again
    /// (`server_damping`).
    public record Damping(int failures, Duration window, Duration hold) {}
}
