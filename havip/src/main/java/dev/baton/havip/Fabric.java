package dev.baton.havip;

import dev.baton.havip.FabricEffect.Cause;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The VPC's engine: who may hold a HaVip, who does, and what the network has to be told. Holds no socket, thread
/// or clock.
///
/// Every change enters through [#handle]; everything it wants done comes back in order. The caller carries out the
/// whole list before the next call. Ownership goes to the bound, running instance that announced the address last;
/// nothing else moves it except that an owner which stops or is unbound loses it.
public final class Fabric {
    private final Inventory inventory = new Inventory();
    private final Orders orders;
    private final Claims claims = new Claims(inventory);

    public Fabric(Limits limits) {
        this.orders = new Orders(inventory, limits);
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
            case FabricEvent.CreateInstance order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.add(order.instance());
                    return List.of();
                });
            case FabricEvent.CreateHaVip order ->
                unless(orders.refusalOf(order), order, () -> {
                    inventory.put(HaVip.unbound(order.id(), order.vSwitch(), order.address()));
                    return List.of();
                });
            case FabricEvent.Bind order -> unless(orders.refusalOf(order), order, () -> bind(order));
            case FabricEvent.Unbind order -> unless(orders.refusalOf(order), order, () -> unbind(now, order));
            case FabricEvent.AssociateEip order -> unless(orders.refusalOf(order), order, () -> associate(order));
            case FabricEvent.UnassociateEip order -> unless(orders.refusalOf(order), order, () -> unassociate(order));
            case FabricEvent.InstanceUp fact -> power(now, fact, fact.instance(), true);
            case FabricEvent.InstanceDown fact -> power(now, fact, fact.instance(), false);
            case FabricEvent.Announced fact -> announced(now, fact);
        };
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
        List<FabricEffect> effects =
                new ArrayList<>(dethrone(now, order.haVip(), order.instance(), FabricEffect.Cause.UNBOUND));
        HaVip haVip = inventory.haVip(order.haVip()).orElseThrow();
        inventory.put(haVip.without(order.instance()));
        effects.add(new FabricEffect.Expel(order.instance(), haVip.address()));
        return effects;
    }

    private List<FabricEffect> associate(FabricEvent.AssociateEip order) {
        HaVip haVip = inventory.haVip(order.haVip()).orElseThrow();
        inventory.put(haVip.withEip(Optional.of(order.eip())));
        return List.of(new FabricEffect.TranslateEip(order.eip(), haVip.address()));
    }

    private List<FabricEffect> unassociate(FabricEvent.UnassociateEip order) {
        IpAddress eip = order.eip();
        HaVip haVip = inventory.haVipWithEip(eip).orElseThrow();
        inventory.put(haVip.withEip(Optional.empty()));
        return List.of(new FabricEffect.StopTranslating(eip, haVip.address()));
    }

    private List<FabricEffect> power(Tick now, FabricEvent fact, InstanceId instance, boolean on) {
        if (inventory.instance(instance).isEmpty()) {
            return refuse(fact, Refusal.UNKNOWN_INSTANCE);
        }
        boolean changed = inventory.setRunning(instance, on);
        if (on || !changed) {
            return List.of();
        }
        List<FabricEffect> effects = new ArrayList<>();
        for (HaVip haVip : List.copyOf(inventory.haVips())) {
            effects.addAll(dethrone(now, haVip.id(), instance, Cause.INSTANCE_DOWN));
        }
        return effects;
    }

    private List<FabricEffect> announced(Tick now, FabricEvent.Announced fact) {
        return switch (claims.meaningOf(fact)) {
            case Claims.Meaning.Ordinary() -> List.of();
            case Claims.Meaning.Forged(Refusal refusal) -> refuse(fact, refusal);
            case Claims.Meaning.Takes(HaVip haVip, InstanceId taker) -> {
                Optional<InstanceId> next = Optional.of(taker);
                inventory.put(haVip.withMaster(next, now));
                yield List.of(
                        new FabricEffect.RouteHaVip(haVip.id(), haVip.address(), taker),
                        new FabricEffect.MasterChanged(haVip.id(), haVip.master(), next, Cause.ANNOUNCED));
            }
        };
    }

    private List<FabricEffect> dethrone(Tick now, HaVipId id, InstanceId loser, Cause cause) {
        HaVip haVip = inventory.haVip(id).orElseThrow();
        if (haVip.master().filter(loser::equals).isEmpty()) {
            return List.of();
        }
        inventory.put(haVip.withMaster(Optional.empty(), now));
        return List.of(
                new FabricEffect.Withdraw(id, haVip.address()),
                new FabricEffect.MasterChanged(id, Optional.of(loser), Optional.empty(), cause));
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
