package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;

/// What can happen to the fabric: orders from its operator, and facts that the driver saw.
public sealed interface FabricEvent {
    /// Order: a new, empty vSwitch with this subnet.
    record CreateVSwitch(VSwitchId id, VpcId vpc, IpPrefix subnet) implements FabricEvent {}

    /// Order: a new instance, not running yet.
    record CreateInstance(Instance instance) implements FabricEvent {}

    /// Order: a new HaVip, bound to nobody.
    record CreateHaVip(HaVipId id, VSwitchId vSwitch, IpAddress address) implements FabricEvent {}

    /// Order: the instance may hold the HaVip from now on.
    record Bind(HaVipId haVip, InstanceId instance) implements FabricEvent {}

    /// Order: the instance may no longer hold the HaVip; if it does, it loses it.
    record Unbind(HaVipId haVip, InstanceId instance) implements FabricEvent {}

    /// Order: packets for the public address go to the HaVip's master, and back.
    record AssociateEip(IpAddress eip, HaVipId haVip) implements FabricEvent {}

    /// Order: the public address leads nowhere from now on.
    record UnassociateEip(IpAddress eip) implements FabricEvent {}

    /// Fact: the instance runs and its port is up.
    record InstanceUp(InstanceId instance) implements FabricEvent {}

    /// Fact: the instance is off, or its port is down.
    record InstanceDown(InstanceId instance) implements FabricEvent {}

    /// Fact: an ARP frame came in on a port.
    record Announced(PortId port, ArpClaim claim) implements FabricEvent {}
}
