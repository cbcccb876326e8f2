package dev.baton.dataplane;

/// One change of a data plane, as IPVS has it (`ipvsadm(8)`).
public sealed interface Operation {
    /// Add a service without destinations.
    record AddService(VirtualService service) implements Operation {}

    /// Change how a service chooses; its destinations and connections stay.
    record EditService(VirtualService service) implements Operation {}

    /// Remove a service and all its destinations.
    record RemoveService(ServiceKey service) implements Operation {}

    record AddDestination(ServiceKey service, Destination destination) implements Operation {}

    /// Change weight, forwarding or thresholds. Established connections stay.
    record EditDestination(ServiceKey service, Destination destination) implements Operation {}

    /// No new connections go there. Established ones go on as long as the data plane can keep them.
    record RemoveDestination(ServiceKey service, Destination.Key destination) implements Operation {}

    record StartSync(SyncDaemon daemon) implements Operation {}

    record StopSync(SyncDaemon.Role role) implements Operation {}
}
