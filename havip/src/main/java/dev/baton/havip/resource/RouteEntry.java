package dev.baton.havip.resource;

/// A custom route of a VPC.
///
/// @param nextHopType as the API names it: `HaVip`, `Instance` or `NetworkInterface`
public record RouteEntry(
        String id,
        Meta meta,
        Phase phase,
        String vpc,
        String table,
        String destination,
        String nextHopType,
        String nextHop)
        implements Resource {
    @Override
    public RouteEntry with(Meta newMeta) {
        return new RouteEntry(id, newMeta, phase, vpc, table, destination, nextHopType, nextHop);
    }

    @Override
    public RouteEntry with(Phase newPhase) {
        return new RouteEntry(id, meta, newPhase, vpc, table, destination, nextHopType, nextHop);
    }
}
