package dev.baton.havip.resource;

/// A NAT gateway.
public record NatGateway(
        String id,
        Meta meta,
        Phase phase,
        String vpc,
        String vSwitch,
        String natType,
        String networkType,
        String internetChargeType,
        String snatTable,
        String forwardTable)
        implements Resource {
    @Override
    public NatGateway with(Meta newMeta) {
        return new NatGateway(
                id, newMeta, phase, vpc, vSwitch, natType, networkType, internetChargeType, snatTable, forwardTable);
    }

    @Override
    public NatGateway with(Phase newPhase) {
        return new NatGateway(
                id, meta, newPhase, vpc, vSwitch, natType, networkType, internetChargeType, snatTable, forwardTable);
    }
}
