package dev.baton.vpc.ovn;

import java.util.List;
import java.util.Optional;

/// An OVN that runs already, and where this host stands in it.
///
/// @param northbound its northbound database
/// @param southbound its southbound database; empty for the one that this host's Open vSwitch was told
/// @param openVSwitch the database of this host's Open vSwitch
/// @param bridge the integration bridge
/// @param gateways the chassis that packets from the internet side come through, the best first; empty for this host
/// @param owner the name under which rows of the databases are ours; one server, one name
/// @param network a process in whose network the bridge's devices are
public record OvnPlace(
        OvsdbAddress northbound,
        Optional<OvsdbAddress> southbound,
        OvsdbAddress openVSwitch,
        String bridge,
        List<String> gateways,
        String owner,
        long network) {
    /// OVN's own name for the bridge.
    public static final String BRIDGE = "br-int";

    public OvnPlace {
        gateways = List.copyOf(gateways);
    }
}
