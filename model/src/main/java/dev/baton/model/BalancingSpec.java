package dev.baton.model;

import java.time.Duration;
import java.util.Optional;

/// How virtual servers are served, all of them together (the `baton` block, and `lvs_flush` of `global_defs`).
///
/// @param sharedChecks equal checks of several servers run once for all of them
/// @param damping how real servers that come and go are treated
/// @param flush what the data plane is rid of whoever programmed it
/// @param sync empty if connections are this machine's alone
public record BalancingSpec(
        Plane plane,
        boolean sharedChecks,
        Optional<Damping> damping,
        Flush flush,
        IdleTimeouts timeouts,
        Optional<ConnectionSync> sync) {
    public static final BalancingSpec DEFAULT = new BalancingSpec(
            Plane.AUTO, false, Optional.empty(), new Flush(false, false), IdleTimeouts.UNCHANGED, Optional.empty());

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

    /// Connections are copied to and from another machine (`lvs_sync_daemon`).
    ///
    /// @param instance sends them while it is MASTER, and hears of them else; without one both is done all the time
    /// @param id 0 to 255, the same on all machines
    /// @param maxLength bytes of a message; empty leaves it to the kernel, as with those after it
    public record ConnectionSync(
            Optional<String> instance,
            InterfaceName device,
            int id,
            Optional<Integer> maxLength,
            Optional<IpAddress> group,
            Optional<Integer> port,
            Optional<Integer> ttl) {}

    /// A server that failed so many times within a time has to be well for a while before it is used again
    /// (`server_damping`).
    public record Damping(int failures, Duration window, Duration hold) {}
}
