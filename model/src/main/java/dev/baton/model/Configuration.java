package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// Everything that a keepalived.conf means, resolved and immutable. Engines are built from it.
///
/// @param setups what belongs to each instance besides the protocol, in the order of the instances
/// @param groupNotifications of the sync groups, in their order
public record Configuration(
        GlobalSettings globals,
        VrrpSpec vrrp,
        List<InstanceSetup> setups,
        List<Notifications> groupNotifications,
        List<TrackFileSpec> trackFiles,
        List<TrackProcessSpec> trackProcesses,
        List<BfdSpec> bfdInstances,
        LinkPolling linkPolling,
        LinkDelays linkDelays,
        StaticEntries statics,
        Optional<SslSpec> ssl,
        List<VirtualServerSpec> virtualServers,
        BalancingSpec balancing) {
    public Configuration {
        setups = List.copyOf(setups);
        groupNotifications = List.copyOf(groupNotifications);
        trackFiles = List.copyOf(trackFiles);
        trackProcesses = List.copyOf(trackProcesses);
        bfdInstances = List.copyOf(bfdInstances);
        virtualServers = List.copyOf(virtualServers);
    }

    public String routerId() {
        return globals.routerId();
    }

    public List<VirtualRouterSpec> virtualRouters() {
        return vrrp.routers();
    }

    /// What belongs to the instance of this name besides the protocol.
    public Optional<InstanceSetup> setup(String instance) {
        // Asked for each of thousands of instances: a stream takes ten times as long.
        for (InstanceSetup setup : setups) {
            if (setup.instance().equals(instance)) {
                return Optional.of(setup);
            }
        }
        return Optional.empty();
    }
}
