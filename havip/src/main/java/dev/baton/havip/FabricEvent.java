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

    /// Order: packets for the public address go to the instance, and back.
    record AssociateEipWithInstance(IpAddress eip, InstanceId instance) implements FabricEvent {}

    /// Order: the vSwitch goes; it must be empty.
    record DeleteVSwitch(VSwitchId id) implements FabricEvent {}

    /// Order: the instance goes; it must be bound to nothing and have no EIP. A running one counts as down.
    record DeleteInstance(InstanceId id) implements FabricEvent {}

    /// Order: the HaVip goes; nothing may be bound to it, no EIP and no route lead to it.
    record DeleteHaVip(HaVipId id) implements FabricEvent {}

    /// Order: packets of the VPC for this destination go to the next hop.
    record AddRoute(VpcId vpc, IpPrefix destination, NextHop nextHop) implements FabricEvent {}

    /// Order: the VPC has no route of its own to this destination any more.
    record RemoveRoute(VpcId vpc, IpPrefix destination) implements FabricEvent {}

    /// Order: the sources have a way to the internet.
    record AddSnat(SnatRule rule) implements FabricEvent {}

    /// Order: they no longer have.
    record RemoveSnat(String id) implements FabricEvent {}

    /// Order: the instance was the master before this engine was restarted, and still is if it is bound and runs. Does
    /// nothing if somebody has claimed the HaVip since.
    record RestoreMaster(HaVipId haVip, InstanceId instance) implements FabricEvent {}

    /// Fact: time has passed; to be sent when [Fabric#deadline] is reached.
    record Elapsed() implements FabricEvent {}

    /// Fact: the instance runs and its port is up.
    record InstanceUp(InstanceId instance) implements FabricEvent {}

    /// Fact: the instance is off, or its port is down.
    record InstanceDown(InstanceId instance) implements FabricEvent {}

    /// Fact: an ARP frame came in on a port.
    record Announced(PortId port, ArpClaim claim) implements FabricEvent {}
}
