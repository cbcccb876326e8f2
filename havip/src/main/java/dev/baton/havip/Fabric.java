package dev.baton.havip;

import dev.baton.havip.FabricEffect.Cause;
import dev.baton.model.Tick;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The network's engine: who may hold a HaVip, who does, and what the network has to be told. Holds no socket, thread
/// or clock.
///
/// Every change enters through [#handle]; everything it wants done comes back in order. The caller carries out the
/// whole list before the next call. Ownership goes to the bound, running instance that announced the address last;
/// nothing else moves it except that an owner which stops or is unbound loses it. Who quarrels too much waits
/// ([Damping]).
public final class Fabric {
    private final Inventory inventory = new Inventory();
    private final Orders orders;
    private final Claims claims = new Claims(inventory);
    private final Network network = new Network(inventory);
    private final Ownership ownership;

    /// Without damping: the caller need not know of deadlines.
    public Fabric(Limits limits) {
        this(limits, Damping.OFF);
    }

    /// With damping, the caller sends [FabricEvent.Elapsed] when [#deadline] is reached.
    public Fabric(Limits limits, Damping damping) {
        this.orders = new Orders(inventory, limits);
        this.ownership = new Ownership(inventory, damping);
    }

    /// Takes one event in. An order that may not be carried out changes nothing and gives a single
    /// [FabricEffect.Refused].
    public List<FabricEffect> handle(Tick now, FabricEvent event) {
        return switch (event) {
            case FabricEvent.CreateVSwitch order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.add(new Inventory.VSwitch(order.id(), order.vpc(), order.subnet()));
                    return List.of();
                });
            case FabricEvent.DeleteVSwitch order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.remove(order.id());
                    return List.of();
                });
            case FabricEvent.CreateInstance order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.add(order.instance());
                    return List.of();
                });
            case FabricEvent.DeleteInstance order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.remove(order.id());
                    return List.of();
                });
            case FabricEvent.CreateHaVip order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.put(HaVip.unbound(order.id(), order.vSwitch(), order.address()));
                    return List.of();
                });
            case FabricEvent.DeleteHaVip order ->
                unless(orders.refusalOf(order), order, () -> {
                    ownership.forget(order.id());
                    return network.delete(order);
                });
            case FabricEvent.Bind order -> unless(orders.refusalOf(order), order, () -> bind(order));
            case FabricEvent.Unbind order -> unless(orders.refusalOf(order), order, () -> unbind(now, order));
            case FabricEvent.AssociateEip order ->
                unless(orders.refusalOf(order), order, () -> network.associate(order));
            case FabricEvent.AssociateEipWithInstance order ->
                unless(orders.refusalOf(order), order, () -> network.associate(order));
            case FabricEvent.UnassociateEip order ->
                unless(orders.refusalOf(order), order, () -> network.unassociate(order));
            case FabricEvent.AddRoute order -> unless(orders.refusalOf(order), order, () -> network.add(order));
            case FabricEvent.RemoveRoute order -> unless(orders.refusalOf(order), order, () -> network.remove(order));
            case FabricEvent.AddSnat order -> unless(orders.refusalOf(order), order, () -> network.add(order));
            case FabricEvent.RemoveSnat order -> unless(orders.refusalOf(order), order, () -> network.remove(order));
            case FabricEvent.RestoreMaster order -> unless(orders.refusalOf(order), order, () -> restore(now, order));
            case FabricEvent.Elapsed fact -> ownership.elapsed(now);
            case FabricEvent.InstanceUp fact -> power(now, fact, fact.instance(), true);
            case FabricEvent.InstanceDown fact -> power(now, fact, fact.instance(), false);
            case FabricEvent.Announced fact -> announced(now, fact);
        };
    }

    /// When the engine wants [FabricEvent.Elapsed] next; [Tick#NEVER] while nobody waits. May change with every call
    /// of [#handle].
    public Tick deadline() {
        return ownership.deadline();
    }

    /// The HaVip as it is now; empty if there is none of this id.
    public Optional<HaVip> haVip(HaVipId id) {
        return inventory.haVip(id);
    }

    /// All HaVips as they are now, in the order of their creation.
    public Collection<HaVip> haVips() {
        return inventory.haVips();
    }

    /// What was created under this id; empty if nothing was.
    public Optional<Instance> instance(InstanceId id) {
        return inventory.instance(id);
    }

    private List<FabricEffect> bind(FabricEvent.Bind order) {
        HaVip haVip = inventory.haVip(order.haVip()).orElseThrow();
        inventory.put(haVip.with(order.instance()));
        return List.of(new FabricEffect.Admit(order.instance(), haVip.address()));
    }

    private List<FabricEffect> unbind(Tick now, FabricEvent.Unbind order) {
        HaVip haVip = inventory.haVip(order.haVip()).orElseThrow();
        List<FabricEffect> effects = new ArrayList<>(ownership.dethrone(now, haVip, order.instance(), Cause.UNBOUND));
        inventory.put(inventory.haVip(order.haVip()).orElseThrow().without(order.instance()));
        effects.add(new FabricEffect.Expel(order.instance(), haVip.address()));
        return effects;
    }

    private List<FabricEffect> restore(Tick now, FabricEvent.RestoreMaster order) {
        return ownership.restored(now, inventory.haVip(order.haVip()).orElseThrow(), order.instance());
    }

    private List<FabricEffect> power(Tick now, FabricEvent fact, InstanceId instance, boolean on) {
        if (inventory.instance(instance).isEmpty()) {
            return refuse(fact, Refusal.UNKNOWN_INSTANCE);
        }
        boolean changed = inventory.setRunning(instance, on);
        if (!changed) {
            return List.of();
        }
        List<FabricEffect> effects = new ArrayList<>(network.power(instance, on));
        if (on) {
            return effects;
        }
        for (HaVip haVip : List.copyOf(inventory.haVips())) {
            effects.addAll(ownership.dethrone(now, haVip, instance, Cause.INSTANCE_DOWN));
        }
        return effects;
    }

    private List<FabricEffect> announced(Tick now, FabricEvent.Announced fact) {
        return switch (claims.meaningOf(fact)) {
            case Claims.Meaning.Ordinary() -> List.of();
            case Claims.Meaning.Forged(Refusal refusal) -> refuse(fact, refusal);
            case Claims.Meaning.Reasserts(HaVip haVip) -> {
                ownership.reasserted(haVip);
                yield List.of();
            }
            case Claims.Meaning.Takes(HaVip haVip, InstanceId taker) -> ownership.claimed(now, haVip, taker);
        };
    }

    private static List<FabricEffect> unless(Optional<Refusal> refusal, FabricEvent order, Change change) {
        return refusal.map(reason -> refuse(order, reason)).orElseGet(change::apply);
    }

    private static List<FabricEffect> refuse(FabricEvent event, Refusal refusal) {
        return List.of(new FabricEffect.Refused(event, refusal));
    }

    /// Carries out an order that was found to be allowed.
    private interface Change {
        List<FabricEffect> apply();
    }
}
