package dev.baton.havip.resource;

import java.util.Optional;

/// A network interface: an address in a vSwitch.
///
/// @param port names its device on the vSwitch: at most 15 characters, unique
/// @param instance what it is attached to
/// @param primary it came with its instance and goes with it
public record Eni(
        String id,
        Meta meta,
        Phase phase,
        String vpc,
        String vSwitch,
        String address,
        String mac,
        String port,
        Optional<String> instance,
        boolean primary)
        implements Resource {
    @Override
    public Eni with(Meta newMeta) {
        return new Eni(id, newMeta, phase, vpc, vSwitch, address, mac, port, instance, primary);
    }

    @Override
    public Eni with(Phase newPhase) {
        return new Eni(id, meta, newPhase, vpc, vSwitch, address, mac, port, instance, primary);
    }

    /// Attached to this instance.
    public Eni withInstance(Optional<String> newInstance) {
        return new Eni(id, meta, phase, vpc, vSwitch, address, mac, port, newInstance, primary);
    }
}
