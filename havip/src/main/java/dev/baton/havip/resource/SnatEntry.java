package dev.baton.havip.resource;

/// Sources that leave a VPC from an EIP of a NAT gateway.
///
/// @param source a prefix
/// @param vSwitch given instead of a prefix by the client; empty if it gave the prefix
public record SnatEntry(
        String id,
        Meta meta,
        Phase phase,
        String gateway,
        String table,
        String publicAddress,
        String source,
        String vSwitch)
        implements Resource {
    @Override
    public SnatEntry with(Meta newMeta) {
        return new SnatEntry(id, newMeta, phase, gateway, table, publicAddress, source, vSwitch);
    }

    @Override
    public SnatEntry with(Phase newPhase) {
        return new SnatEntry(id, meta, newPhase, gateway, table, publicAddress, source, vSwitch);
    }
}
