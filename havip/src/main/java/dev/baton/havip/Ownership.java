package dev.baton.havip;

import dev.baton.havip.FabricEffect.Cause;
import dev.baton.model.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who has a HaVip, how it moves, and what moves with it. The one place that changes a master.
final class Ownership {
    private final Inventory inventory;
    private final Damping damping;
    private final Map<HaVipId, Quarrel> quarrels = new HashMap<>();

    Ownership(Inventory inventory, Damping damping) {
        this.inventory = inventory;
        this.damping = damping;
    }

    /// A bound, running instance that is not the master announced the address.
    List<FabricEffect> claimed(Tick now, HaVip haVip, InstanceId claimant) {
        Quarrel quarrel = quarrel(haVip.id());
        // Nobody has it: to wait would only lengthen the outage.
        if (haVip.master().isEmpty() || quarrel.admits(now, claimant)) {
            return enthrone(now, haVip, claimant, Cause.ANNOUNCED);
        }
        return List.of(new FabricEffect.Damped(haVip.id(), claimant, quarrel.heldUntil()));
    }

    /// The master announced the address again.
    void reasserted(HaVip haVip) {
        quarrel(haVip.id()).settled();
    }

    /// As [FabricEvent.RestoreMaster] says.
    List<FabricEffect> restored(Tick now, HaVip haVip, InstanceId former) {
        return haVip.master().isPresent() ? List.of() : enthrone(now, haVip, former, Cause.RESTORED);
    }

    /// Takes the HaVip from an instance, if it has it; who waits for it then waits no longer.
    List<FabricEffect> dethrone(Tick now, HaVip haVip, InstanceId loser, Cause cause) {
        Quarrel quarrel = quarrel(haVip.id());
        if (quarrel.waiting().filter(loser::equals).isPresent()) {
            quarrel.settled();
        }
        if (haVip.master().filter(loser::equals).isEmpty()) {
            return List.of();
        }
        HaVip vacant = haVip.withMaster(Optional.empty(), now);
        inventory.put(vacant);
        List<FabricEffect> effects = new ArrayList<>();
        effects.add(new FabricEffect.Withdraw(haVip.id(), haVip.address()));
        routesTo(haVip.id())
                .forEach(route -> effects.add(new FabricEffect.WithdrawPrefix(route.vpc(), route.destination())));
        effects.add(new FabricEffect.MasterChanged(haVip.id(), Optional.of(loser), Optional.empty(), cause));
        quarrel.waiting().ifPresent(next -> effects.addAll(enthrone(now, vacant, next, Cause.ANNOUNCED)));
        return effects;
    }

    /// Ends the holds that are over.
    List<FabricEffect> elapsed(Tick now) {
        List<FabricEffect> effects = new ArrayList<>();
        for (HaVip haVip : List.copyOf(inventory.haVips())) {
            Quarrel quarrel = quarrel(haVip.id());
            if (quarrel.deadline().isReachedAt(now)) {
                quarrel.waiting().ifPresent(next -> effects.addAll(enthrone(now, haVip, next, Cause.ANNOUNCED)));
            }
        }
        return effects;
    }

    Tick deadline() {
        return quarrels.values().stream().map(Quarrel::deadline).reduce(Tick.NEVER, Tick::earlier);
    }

    void forget(HaVipId id) {
        quarrels.remove(id);
    }

    private List<FabricEffect> enthrone(Tick now, HaVip haVip, InstanceId next, Cause cause) {
        inventory.put(haVip.withMaster(Optional.of(next), now));
        quarrel(haVip.id()).moved(now);
        List<FabricEffect> effects = new ArrayList<>();
        effects.add(new FabricEffect.RouteHaVip(haVip.id(), haVip.address(), next));
        routesTo(haVip.id())
                .forEach(route -> effects.add(new FabricEffect.RoutePrefix(route.vpc(), route.destination(), next)));
        effects.add(new FabricEffect.MasterChanged(haVip.id(), haVip.master(), Optional.of(next), cause));
        return effects;
    }

    private List<Inventory.Route> routesTo(HaVipId id) {
        NextHop hop = new NextHop.ToHaVip(id);
        return inventory.routes().entrySet().stream()
                .filter(route -> route.getValue().equals(hop))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Quarrel quarrel(HaVipId id) {
        return quarrels.computeIfAbsent(id, fresh -> new Quarrel(damping));
    }
}
