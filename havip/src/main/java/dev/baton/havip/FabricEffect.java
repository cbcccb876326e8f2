package dev.baton.havip;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Tick;
import java.util.Optional;

/// What the fabric wants done, in this order, or wants known.
public sealed interface FabricEffect {
    /// Packets for the HaVip go to this instance from now on.
    record RouteHaVip(HaVipId haVip, IpAddress address, InstanceId instance) implements FabricEffect {}

    /// Packets for the HaVip go nowhere from now on.
    record Withdraw(HaVipId haVip, IpAddress address) implements FabricEffect {}

    /// The instance may send from this address besides its own.
    record Admit(InstanceId instance, IpAddress address) implements FabricEffect {}

    /// The instance may no longer send from this address.
    record Expel(InstanceId instance, IpAddress address) implements FabricEffect {}

    /// The public address is translated to the private one of a HaVip or an instance, one to one and both ways.
    record TranslateEip(IpAddress eip, IpAddress address) implements FabricEffect {}

    /// The public address is no longer translated.
    record StopTranslating(IpAddress eip, IpAddress address) implements FabricEffect {}

    /// Packets of the VPC for this destination go to this instance from now on.
    record RoutePrefix(VpcId vpc, IpPrefix destination, InstanceId instance) implements FabricEffect {}

    /// Packets of the VPC for this destination go nowhere, because nobody has the HaVip that is their next hop.
    record WithdrawPrefix(VpcId vpc, IpPrefix destination) implements FabricEffect {}

    /// The VPC has no route of its own to this destination any more: what holds is what held without it.
    record RemovePrefix(VpcId vpc, IpPrefix destination) implements FabricEffect {}

    /// The rule's sources leave for the internet from its public address.
    record TranslateSource(SnatRule rule) implements FabricEffect {}

    /// They no longer do.
    record StopTranslatingSource(SnatRule rule) implements FabricEffect {}

    /// The HaVip is gone and its address is free: what [RouteHaVip] and [Withdraw] laid is to be removed.
    record Release(HaVipId haVip, VSwitchId vSwitch, IpAddress address) implements FabricEffect {}

    /// The claim was heard and waits until then: the HaVip has moved too often of late. See [Damping].
    record Damped(HaVipId haVip, InstanceId claimant, Tick until) implements FabricEffect {}

    /// The solid line moved. Follows the effect that moves the packets.
    ///
    /// @param from who had it; empty if nobody
    /// @param to who has it; empty if nobody
    record MasterChanged(HaVipId haVip, Optional<InstanceId> from, Optional<InstanceId> to, Cause cause)
            implements FabricEffect {}

    /// Nothing was done. The event is returned so that whoever sent it can be told.
    record Refused(FabricEvent event, Refusal refusal) implements FabricEffect {}

    /// Why a HaVip has another master.
    enum Cause {
        /// A bound instance announced the address.
        ANNOUNCED,
        /// The master was switched off or lost its link.
        INSTANCE_DOWN,
        /// The master was unbound.
        UNBOUND,
        /// It had the HaVip before the engine was restarted.
        RESTORED
    }
}
