package dev.baton.cli;

import dev.baton.vpc.VpcException;
import dev.baton.vpc.driver.MachineNetwork;
import dev.baton.vpc.ovn.OvnPlace;
import dev.baton.vpc.ovn.OvnWiring;
import dev.baton.vpc.ovn.OvsdbAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where the OVN of `--driver ovn` is. Without an address Baton starts one of its own, for this host alone.
final class OvnOptions {
    @Option(
            names = "--ovn-nb",
            paramLabel = "ADDRESS",
            description = "OVN's northbound database, unix:FILE or tcp:HOST:PORT; without it Baton starts an OVN of "
                    + "its own, which ends with it.")
    private Optional<String> northbound = Optional.empty();

    @Option(
            names = "--ovn-sb",
            paramLabel = "ADDRESS",
            description = "OVN's southbound database (default: ovn-remote of this host's Open vSwitch).")
    private Optional<String> southbound = Optional.empty();

    @Option(
            names = "--ovs",
            paramLabel = "ADDRESS",
            description = "The database of this host's Open vSwitch (default: ${DEFAULT-VALUE}).")
    private String openVSwitch = "unix:/run/openvswitch/db.sock";

    @Option(
            names = "--ovn-gateway",
            paramLabel = "CHASSIS",
            split = ",",
            description = "The hosts that packets from outside come through, by system-id, the best first (default: "
                    + "this one).")
    private List<String> gateways = List.of();

    @Option(
            names = "--ovn-owner",
            paramLabel = "NAME",
            description = "What this server's rows in the databases are marked with; each server has its own (default: "
                    + "${DEFAULT-VALUE}).")
    private String owner = "baton";

    /// True if there is something to connect to.
    boolean isGiven() {
        return northbound.isPresent();
    }

    /// The driver.
    ///
    /// @param folder the server's
    MachineNetwork network(Path folder) throws VpcException {
        if (northbound.isEmpty()) {
            return MachineNetwork.open(folder, facts -> OvnWiring.start(folder.resolve("ovn.log"), facts));
        }
        OvnPlace place = new OvnPlace(
                OvsdbAddress.of(northbound.get()),
                southbound.isPresent() ? Optional.of(OvsdbAddress.of(southbound.get())) : Optional.empty(),
                OvsdbAddress.of(openVSwitch),
                OvnPlace.BRIDGE,
                gateways,
                owner,
                ProcessHandle.current().pid());
        return MachineNetwork.open(folder, facts -> OvnWiring.connect(place, facts));
    }

    /// What it stands on, for people.
    String sentence() {
        return northbound.map(address -> "OVN at " + address).orElse("an OVN of its own, in namespaces");
    }
}
