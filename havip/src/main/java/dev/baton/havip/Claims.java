package dev.baton.havip;

import java.util.Optional;

/// What an ARP frame means for ownership. The rule of the cloud's fabric: of the instances that are *bound*, the
/// one that announced last has the HaVip. Everything a guest can forge is checked against what the fabric gave
/// out.
final class Claims {
    private final Inventory inventory;

    Claims(Inventory inventory) {
        this.inventory = inventory;
    }

    /// What a frame amounts to.
    sealed interface Meaning {
        /// Ordinary traffic: nothing changes.
        record Ordinary() implements Meaning {}

        /// The master says again that it is.
        record Reasserts(HaVip haVip) implements Meaning {}

        /// The instance takes the HaVip.
        record Takes(HaVip haVip, InstanceId instance) implements Meaning {}

        /// Somebody says what is not so, or asks for what it may not have.
        record Forged(Refusal refusal) implements Meaning {}
    }

    Meaning meaningOf(FabricEvent.Announced event) {
        Optional<Instance> sender = inventory.instanceAt(event.port());
        if (sender.isEmpty()) {
            return new Meaning.Forged(Refusal.UNKNOWN_PORT);
        }
        Instance instance = sender.get();
        ArpClaim claim = event.claim();
        if (!claim.frameSource().equals(instance.mac()) || !claim.senderMac().equals(instance.mac())) {
            return new Meaning.Forged(Refusal.WRONG_MAC);
        }
        if (!inventory.isRunning(instance.id())) {
            return new Meaning.Forged(Refusal.INSTANCE_STOPPED);
        }
        if (claim.isProbe() || claim.senderIp().equals(instance.address())) {
            return new Meaning.Ordinary();
        }
        return meaningOfForeign(instance, claim);
    }

    private Meaning meaningOfForeign(Instance instance, ArpClaim claim) {
        Optional<HaVip> claimed = inventory.haVipAt(instance.vSwitch(), claim.senderIp());
        if (claimed.isEmpty()) {
            return new Meaning.Forged(Refusal.FOREIGN_ADDRESS);
        }
        HaVip haVip = claimed.get();
        if (!haVip.bound().contains(instance.id())) {
            return new Meaning.Forged(Refusal.NOT_BOUND);
        }
        // A host that merely asks for a neighbour may use the HaVip as its source, also just after it lost it:
        // only an announcement moves the owner.
        if (!claim.isAnnouncement()) {
            return new Meaning.Ordinary();
        }
        boolean isMaster = haVip.master().filter(instance.id()::equals).isPresent();
        return isMaster ? new Meaning.Reasserts(haVip) : new Meaning.Takes(haVip, instance.id());
    }
}
