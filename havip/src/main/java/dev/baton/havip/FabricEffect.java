package dev.baton.havip;

import dev.baton.model.IpAddress;
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

    /// The public address is translated to the HaVip's, one to one and both ways.
    record TranslateEip(IpAddress eip, IpAddress address) implements FabricEffect {}

    /// The public address is no longer translated.
    record StopTranslating(IpAddress eip, IpAddress address) implements FabricEffect {}

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
        UNBOUND
    }
}
