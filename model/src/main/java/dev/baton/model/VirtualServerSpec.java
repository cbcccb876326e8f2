package dev.baton.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One `virtual_server`, resolved: a service that is balanced over real servers.
///
/// @param name the address and port, firewall mark or group, as it was written
/// @param scheduler the kernel's name of the algorithm, such as `wlc`
/// @param schedulerFlags `flag-1`, `sh-port` and so on, as written
/// @param oncePerPacket UDP packets are scheduled one by one (`ops`)
/// @param quorum weight that must be alive
/// @param hysteresis how far the weight must pass the quorum to change anything
/// @param suspendWithoutAddress nothing is checked while the address is elsewhere (`ha_suspend`)
/// @param notifyAtStop scripts are told of the end (`omega`)
public record VirtualServerSpec(
        String name,
        Service service,
        String scheduler,
        Set<String> schedulerFlags,
        boolean oncePerPacket,
        Forwarding forwarding,
        Optional<Persistence> persistence,
        long quorum,
        long hysteresis,
        Optional<Script> quorumUp,
        Optional<Script> quorumDown,
        boolean suspendWithoutAddress,
        boolean notifyAtStop,
        boolean smtpAlert,
        Optional<String> virtualHost,
        Optional<SorryServer> sorryServer,
        List<RealServerSpec> realServers) {
    public VirtualServerSpec {
        schedulerFlags = Set.copyOf(schedulerFlags);
        realServers = List.copyOf(realServers);
    }

    public enum Protocol {
        TCP,
        UDP,
        SCTP
    }

    /// What packets belong to it.
    public sealed interface Service {
        /// Packets to this address.
        ///
        /// @param port 0 means all ports
        record Address(IpAddress address, int port, Protocol protocol) implements Service {}

        /// Packets with this firewall mark.
        record Mark(long mark, IpFamily family) implements Service {}

        /// Every entry of a `virtual_server_group`.
        record Group(VirtualServerGroupSpec group, Protocol protocol) implements Service {}
    }

    /// How packets reach a real server, with the options of tunnels as they were written.
    public record Forwarding(Method method, List<String> options) {
        public static final Forwarding NAT = new Forwarding(Method.NAT, List.of());

        public Forwarding {
            options = List.copyOf(options);
        }

        public enum Method {
            NAT,
            DR,
            TUN
        }
    }

    /// How long, and for which part of a client's address, a client stays with its server.
    ///
    /// @param granularity prefix length of the addresses that count as one client
    public record Persistence(long seconds, int granularity, Optional<String> engine) {}

    /// Who answers when the quorum is lost.
    public record SorryServer(IpAddress address, int port, Forwarding forwarding, boolean inhibit) {}
}
