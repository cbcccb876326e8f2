package dev.baton.havip.resource;

/// A subnet of a VPC in one zone.
public record VSwitch(String id, Meta meta, Phase phase, String vpc, String zone, String cidr) implements Resource {
    @Override
    public VSwitch with(Meta newMeta) {
        return new VSwitch(id, newMeta, phase, vpc, zone, cidr);
    }

    @Override
    public VSwitch with(Phase newPhase) {
        return new VSwitch(id, meta, newPhase, vpc, zone, cidr);
    }
}
