package dev.baton.havip;

import dev.baton.model.IpAddress;
import java.util.Optional;

/// When an order may be carried out: one method for each, empty meaning yes. Checks only, changes nothing.
final class Orders {
    private final Inventory inventory;
    private final Limits limits;

    Orders(Inventory inventory, Limits limits) {
        this.inventory = inventory;
        this.limits = limits;
    }

    Optional<Refusal> refusalOf(FabricEvent.CreateVSwitch order) {
        return inventory.vSwitch(order.id()).map(taken -> Refusal.ID_TAKEN);
    }

    Optional<Refusal> refusalOf(FabricEvent.CreateInstance order) {
        Instance instance = order.instance();
        if (inventory.instance(instance.id()).isPresent()
                || inventory.instanceAt(instance.port()).isPresent()) {
            return Optional.of(Refusal.ID_TAKEN);
        }
        return placement(instance.vSwitch(), instance.address());
    }

    Optional<Refusal> refusalOf(FabricEvent.CreateHaVip order) {
        if (inventory.haVip(order.id()).isPresent()) {
            return Optional.of(Refusal.ID_TAKEN);
        }
        Optional<Refusal> misplaced = placement(order.vSwitch(), order.address());
        if (misplaced.isPresent()) {
            return misplaced;
        }
        VpcId vpc = inventory.vSwitch(order.vSwitch()).orElseThrow().vpc();
        return when(inventory.haVipsIn(vpc) >= limits.haVipsPerVpc(), Refusal.LIMIT_HAVIPS_PER_VPC);
    }

    Optional<Refusal> refusalOf(FabricEvent.Bind order) {
        Optional<HaVip> haVip = inventory.haVip(order.haVip());
        Optional<Instance> instance = inventory.instance(order.instance());
        if (haVip.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_HAVIP);
        }
        if (instance.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_INSTANCE);
        }
        return refusalOfBinding(haVip.get(), instance.get());
    }

    private Optional<Refusal> refusalOfBinding(HaVip haVip, Instance instance) {
        if (!haVip.vSwitch().equals(instance.vSwitch())) {
            return Optional.of(Refusal.OTHER_VSWITCH);
        }
        if (haVip.bound().contains(instance.id())) {
            return Optional.of(Refusal.ALREADY_BOUND);
        }
        if (haVip.bound().size() >= limits.instancesPerHaVip()) {
            return Optional.of(Refusal.LIMIT_INSTANCES_PER_HAVIP);
        }
        return when(
                inventory.haVipsBoundTo(instance.id()) >= limits.haVipsPerInstance(),
                Refusal.LIMIT_HAVIPS_PER_INSTANCE);
    }

    Optional<Refusal> refusalOf(FabricEvent.Unbind order) {
        Optional<HaVip> haVip = inventory.haVip(order.haVip());
        if (haVip.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_HAVIP);
        }
        return when(!haVip.get().bound().contains(order.instance()), Refusal.NOT_BOUND);
    }

    Optional<Refusal> refusalOf(FabricEvent.AssociateEip order) {
        Optional<HaVip> haVip = inventory.haVip(order.haVip());
        if (haVip.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_HAVIP);
        }
        if (isAssociated(order.eip())) {
            return Optional.of(Refusal.EIP_IN_USE);
        }
        return when(haVip.get().eip().isPresent(), Refusal.HAVIP_HAS_EIP);
    }

    Optional<Refusal> refusalOf(FabricEvent.AssociateEipWithInstance order) {
        if (inventory.instance(order.instance()).isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_INSTANCE);
        }
        if (isAssociated(order.eip())) {
            return Optional.of(Refusal.EIP_IN_USE);
        }
        return when(inventory.instanceEips().containsValue(order.instance()), Refusal.INSTANCE_HAS_EIP);
    }

    Optional<Refusal> refusalOf(FabricEvent.UnassociateEip order) {
        return when(!isAssociated(order.eip()), Refusal.UNKNOWN_EIP);
    }

    private boolean isAssociated(IpAddress eip) {
        return inventory.haVipWithEip(eip).isPresent()
                || inventory.instanceEips().containsKey(eip);
    }

    Optional<Refusal> refusalOf(FabricEvent.DeleteVSwitch order) {
        if (inventory.vSwitch(order.id()).isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_VSWITCH);
        }
        return when(!inventory.isEmpty(order.id()), Refusal.VSWITCH_IN_USE);
    }

    Optional<Refusal> refusalOf(FabricEvent.DeleteInstance order) {
        if (inventory.instance(order.id()).isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_INSTANCE);
        }
        boolean inUse = inventory.haVipsBoundTo(order.id()) > 0
                || inventory.instanceEips().containsValue(order.id())
                || inventory.routes().containsValue(new NextHop.ToInstance(order.id()));
        return when(inUse, Refusal.INSTANCE_IN_USE);
    }

    Optional<Refusal> refusalOf(FabricEvent.DeleteHaVip order) {
        Optional<HaVip> haVip = inventory.haVip(order.id());
        if (haVip.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_HAVIP);
        }
        boolean inUse = !haVip.get().bound().isEmpty()
                || haVip.get().eip().isPresent()
                || inventory.routes().containsValue(new NextHop.ToHaVip(order.id()));
        return when(inUse, Refusal.HAVIP_IN_USE);
    }

    Optional<Refusal> refusalOf(FabricEvent.AddRoute order) {
        Optional<Refusal> unknown = switch (order.nextHop()) {
            case NextHop.ToHaVip(HaVipId id) -> when(inventory.haVip(id).isEmpty(), Refusal.UNKNOWN_HAVIP);
            case NextHop.ToInstance(InstanceId id) ->
                when(inventory.instance(id).isEmpty(), Refusal.UNKNOWN_INSTANCE);
        };
        boolean taken = inventory.routes().containsKey(new Inventory.Route(order.vpc(), order.destination()));
        return unknown.or(() -> when(taken, Refusal.ROUTE_TAKEN));
    }

    Optional<Refusal> refusalOf(FabricEvent.RemoveRoute order) {
        Inventory.Route route = new Inventory.Route(order.vpc(), order.destination());
        return when(!inventory.routes().containsKey(route), Refusal.UNKNOWN_ROUTE);
    }

    Optional<Refusal> refusalOf(FabricEvent.AddSnat order) {
        return when(inventory.snats().containsKey(order.rule().id()), Refusal.ID_TAKEN);
    }

    Optional<Refusal> refusalOf(FabricEvent.RemoveSnat order) {
        return when(!inventory.snats().containsKey(order.id()), Refusal.UNKNOWN_SNAT);
    }

    Optional<Refusal> refusalOf(FabricEvent.RestoreMaster order) {
        Optional<HaVip> haVip = inventory.haVip(order.haVip());
        if (haVip.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_HAVIP);
        }
        if (!haVip.get().bound().contains(order.instance())) {
            return Optional.of(Refusal.NOT_BOUND);
        }
        return when(!inventory.isRunning(order.instance()), Refusal.INSTANCE_STOPPED);
    }

    private Optional<Refusal> placement(VSwitchId id, IpAddress address) {
        Optional<Inventory.VSwitch> vSwitch = inventory.vSwitch(id);
        if (vSwitch.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_VSWITCH);
        }
        if (!vSwitch.get().subnet().contains(address)) {
            return Optional.of(Refusal.ADDRESS_OUTSIDE_SUBNET);
        }
        return when(inventory.isTaken(id, address), Refusal.ADDRESS_TAKEN);
    }

    private static Optional<Refusal> when(boolean holds, Refusal refusal) {
        return holds ? Optional.of(refusal) : Optional.empty();
    }
}
