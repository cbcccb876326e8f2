package dev.baton.havip;

import dev.baton.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out orders that were found to be allowed and that have nothing to do with who owns a HaVip: public
/// addresses,
/// routes, and what goes.
final class Network {
    private final Inventory inventory;

    Network(Inventory inventory) {
        this.inventory = inventory;
    }

    List<FabricEffect> associate(FabricEvent.AssociateEip order) {
        HaVip haVip = inventory.haVip(order.haVip()).orElseThrow();
        inventory.put(haVip.withEip(Optional.of(order.eip())));
        return List.of(new FabricEffect.TranslateEip(order.eip(), haVip.address()));
    }

    List<FabricEffect> associate(FabricEvent.AssociateEipWithInstance order) {
        Instance instance = inventory.instance(order.instance()).orElseThrow();
        inventory.instanceEips().put(order.eip(), instance.id());
        return List.of(new FabricEffect.TranslateEip(order.eip(), instance.address()));
    }

    List<FabricEffect> unassociate(FabricEvent.UnassociateEip order) {
        IpAddress eip = order.eip();
        Optional<HaVip> haVip = inventory.haVipWithEip(eip);
        if (haVip.isPresent()) {
            inventory.put(haVip.get().withEip(Optional.empty()));
            return List.of(new FabricEffect.StopTranslating(eip, haVip.get().address()));
        }
        InstanceId id =
                Optional.ofNullable(inventory.instanceEips().remove(eip)).orElseThrow();
        Instance instance = inventory.instance(id).orElseThrow();
        return List.of(new FabricEffect.StopTranslating(eip, instance.address()));
    }

    List<FabricEffect> add(FabricEvent.AddRoute order) {
        inventory.routes().put(new Inventory.Route(order.vpc(), order.destination()), order.nextHop());
        Optional<InstanceId> hop = switch (order.nextHop()) {
            case NextHop.ToHaVip(HaVipId id) -> inventory.haVip(id).flatMap(HaVip::master);
            case NextHop.ToInstance(InstanceId id) -> Optional.of(id).filter(inventory::isRunning);
        };
        FabricEffect nowhere = new FabricEffect.WithdrawPrefix(order.vpc(), order.destination());
        return List.of(hop.<FabricEffect>map(
                        instance -> new FabricEffect.RoutePrefix(order.vpc(), order.destination(), instance))
                .orElse(nowhere));
    }

    /// The instance is on or off, and so are the routes of which it is the next hop.
    List<FabricEffect> power(InstanceId instance, boolean on) {
        NextHop hop = new NextHop.ToInstance(instance);
        return inventory.routes().entrySet().stream()
                .filter(route -> route.getValue().equals(hop))
                .map(Map.Entry::getKey)
                .<FabricEffect>map(route -> on
                        ? new FabricEffect.RoutePrefix(route.vpc(), route.destination(), instance)
                        : new FabricEffect.WithdrawPrefix(route.vpc(), route.destination()))
                .toList();
    }

    List<FabricEffect> remove(FabricEvent.RemoveRoute order) {
        inventory.routes().remove(new Inventory.Route(order.vpc(), order.destination()));
        return List.of(new FabricEffect.RemovePrefix(order.vpc(), order.destination()));
    }

    List<FabricEffect> add(FabricEvent.AddSnat order) {
        inventory.snats().put(order.rule().id(), order.rule());
        return List.of(new FabricEffect.TranslateSource(order.rule()));
    }

    List<FabricEffect> remove(FabricEvent.RemoveSnat order) {
        List<FabricEffect> effects = new ArrayList<>();
        Optional.ofNullable(inventory.snats().remove(order.id()))
                .ifPresent(rule -> effects.add(new FabricEffect.StopTranslatingSource(rule)));
        return effects;
    }

    List<FabricEffect> delete(FabricEvent.DeleteHaVip order) {
        HaVip haVip = inventory.haVip(order.id()).orElseThrow();
        inventory.remove(order.id());
        return List.of(new FabricEffect.Release(haVip.id(), haVip.vSwitch(), haVip.address()));
    }
}
