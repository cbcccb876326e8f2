package dev.baton.havip.resource;

/// Something that the cloud holds for an account, and that survives a restart: the unit in which the cloud's state is
/// stored. Values: the cloud replaces them. Made of text, numbers, lists, optionals and records of these.
public sealed interface Resource
        permits Vpc, VSwitch, Instance, Eni, HaVip, Eip, NatGateway, SnatEntry, RouteEntry, SecurityGroup, IssuedToken {
    /// Unique among all resources of its kind, of all accounts.
    String id();

    Meta meta();

    Phase phase();

    Resource with(Meta newMeta);

    Resource with(Phase newPhase);

    /// Not a component of the records: the store keeps it in a column of its own.
    default Kind kind() {
        return Kind.of(getClass());
    }
}
