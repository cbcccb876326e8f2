package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.model.IpAddress;
import java.util.Optional;

/// Everything that must be, told again after a restart, in an order in which each thing finds what it stands on.
final class Resume {
    private final Turn turn;

    Resume(Turn turn) {
        this.turn = turn;
    }

    void tell() {
        turn.all(VSwitch.class).map(VSwitchActions::order).forEach(turn::network);
        turn.all(Instance.class).forEach(this::port);
        turn.all(HaVip.class)
                .filter(haVip -> !haVip.phase().is(Status.DELETING))
                .forEach(this::haVip);
        turn.all(Eip.class)
                .filter(eip -> eip.phase().is(Status.ASSOCIATING) || eip.phase().is(Status.IN_USE))
                .forEach(this::eip);
        turn.all(SnatEntry.class)
                .filter(entry -> !entry.phase().is(Status.DELETING))
                .map(entry -> SnatActions.order(turn, entry))
                .flatMap(Optional::stream)
                .forEach(turn::network);
        turn.all(RouteEntry.class)
                .filter(route -> !route.phase().is(Status.DELETING))
                .map(route -> RouteActions.order(turn, route))
                .flatMap(Optional::stream)
                .forEach(turn::network);
        turn.all(Instance.class).forEach(this::machine);
    }

    private void port(Instance instance) {
        turn.find(Eni.class, instance.eni())
                .map(eni -> new FabricEvent.CreateInstance(InstanceActions.port(instance, eni)))
                .ifPresent(turn::network);
    }

    private void haVip(HaVip haVip) {
        HaVipId id = new HaVipId(haVip.id());
        turn.network(new FabricEvent.CreateHaVip(id, new VSwitchId(haVip.vSwitch()), IpAddress.of(haVip.address())));
        haVip.members().stream()
                .filter(member -> haVip.leaving().filter(member::equals).isEmpty())
                .map(member -> HaVipBinding.instanceOf(turn, member))
                .flatMap(Optional::stream)
                .forEach(instance -> turn.network(new FabricEvent.Bind(id, new InstanceId(instance))));
    }

    private void eip(Eip eip) {
        eip.target().flatMap(target -> EipAssociation.order(turn, eip, target)).ifPresent(turn::network);
    }

    private void machine(Instance instance) {
        InstanceId id = new InstanceId(instance.id());
        switch (instance.phase().status()) {
            case STARTING -> turn.machine(PowerActions.order(instance));
            case RUNNING -> turn.machine(new MachineOrder.Adopt(id));
            case STOPPING -> turn.machine(new MachineOrder.Stop(id, false));
            default -> {}
        }
    }
}
