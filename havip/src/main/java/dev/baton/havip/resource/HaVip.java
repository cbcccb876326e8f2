package dev.baton.havip.resource;

import java.util.List;
import java.util.Optional;

/// A private address that moves between those it is bound to.
///
/// @param memberType `EcsInstance` or `NetworkInterface`, empty while it is bound to nothing
/// @param members what it is bound to, in the order of binding: instances, or network interfaces
/// @param leaving the member whose unbinding has begun
/// @param master the instance that has it by the fabric's word: the solid line
public record HaVip(
        String id,
        Meta meta,
        Phase phase,
        String vpc,
        String vSwitch,
        String address,
        String memberType,
        List<String> members,
        Optional<String> leaving,
        Optional<String> master)
        implements Resource {
    public HaVip {
        members = List.copyOf(members);
    }

    @Override
    public HaVip with(Meta newMeta) {
        return new HaVip(id, newMeta, phase, vpc, vSwitch, address, memberType, members, leaving, master);
    }

    @Override
    public HaVip with(Phase newPhase) {
        return new HaVip(id, meta, newPhase, vpc, vSwitch, address, memberType, members, leaving, master);
    }

    /// Bound to these, in the order of binding.
    public HaVip withMembers(String newType, List<String> newMembers) {
        return new HaVip(id, meta, phase, vpc, vSwitch, address, newType, newMembers, leaving, master);
    }

    /// With another solid line.
    public HaVip withMaster(Optional<String> newMaster) {
        return new HaVip(id, meta, phase, vpc, vSwitch, address, memberType, members, leaving, newMaster);
    }

    /// With the member whose unbinding has begun.
    public HaVip withLeaving(Optional<String> newLeaving) {
        return new HaVip(id, meta, phase, vpc, vSwitch, address, memberType, members, newLeaving, master);
    }
}
