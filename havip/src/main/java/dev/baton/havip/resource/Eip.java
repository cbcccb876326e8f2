package dev.baton.havip.resource;

import java.util.Optional;

/// A public address.
///
/// @param bandwidth in Mbit/s
/// @param modifiedMillis until when a change of its bandwidth takes; 0 if it was never changed
/// @param target what it leads to
public record Eip(
        String id,
        Meta meta,
        Phase phase,
        String address,
        String bandwidth,
        String isp,
        String chargeType,
        String internetChargeType,
        String netmode,
        long modifiedMillis,
        Optional<Target> target)
        implements Resource {
    @Override
    public Eip with(Meta newMeta) {
        return new Eip(
                id,
                newMeta,
                phase,
                address,
                bandwidth,
                isp,
                chargeType,
                internetChargeType,
                netmode,
                modifiedMillis,
                target);
    }

    @Override
    public Eip with(Phase newPhase) {
        return new Eip(
                id,
                meta,
                newPhase,
                address,
                bandwidth,
                isp,
                chargeType,
                internetChargeType,
                netmode,
                modifiedMillis,
                target);
    }

    /// Leading there.
    public Eip withTarget(Optional<Target> newTarget) {
        return new Eip(
                id,
                meta,
                phase,
                address,
                bandwidth,
                isp,
                chargeType,
                internetChargeType,
                netmode,
                modifiedMillis,
                newTarget);
    }

    /// With another bandwidth, which takes until then.
    public Eip withBandwidth(String newBandwidth, long untilMillis) {
        return new Eip(
                id,
                meta,
                phase,
                address,
                newBandwidth,
                isp,
                chargeType,
                internetChargeType,
                netmode,
                untilMillis,
                target);
    }

    /// What an EIP leads to.
    ///
    /// @param type as the API names it: `HaVip`, `EcsInstance`, `NetworkInterface` or `Nat`
    /// @param address the private address that the public one is translated to; empty for a NAT gateway
    public record Target(String id, String type, String vpc, String address) {}
}
