package dev.baton.havip.cloud;

import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.IssuedToken;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.RouteEntry;
import dev.baton.havip.resource.SecurityGroup;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import java.util.Optional;

/// What comes next by itself when a state's time is over.
final class Lifecycle {
    private Lifecycle() {}

    /// The resource's [Phase#dueMillis] is reached. Afterwards it is not due any more, or gone.
    static void advance(Turn turn, Resource resource) {
        switch (resource) {
            case Vpc vpc -> settle(turn, vpc);
            case VSwitch vSwitch -> settle(turn, vSwitch);
            case SecurityGroup group -> settle(turn, group);
            case NatGateway gateway -> settle(turn, gateway);
            case SnatEntry entry -> settle(turn, entry);
            case RouteEntry entry -> settle(turn, entry);
            case Eni eni -> settle(turn, eni);
            case IssuedToken token -> turn.remove(token);
            case HaVip haVip -> advance(turn, haVip);
            case Eip eip -> advance(turn, eip);
            case Instance instance -> advance(turn, instance);
        }
    }

    /// Most things are either made or deleted, and then there or gone.
    private static void settle(Turn turn, Resource resource) {
        boolean goes = resource.phase().is(Status.DELETING) || resource.phase().is(Status.RELEASING);
        if (goes) {
            turn.remove(resource);
        } else {
            turn.put(resource.with(Phase.settled(Status.AVAILABLE)));
        }
    }

    private static void advance(Turn turn, HaVip haVip) {
        switch (haVip.phase().status()) {
            case ASSOCIATING -> turn.put(bound(haVip));
            case UNASSOCIATING -> {
                HaVip fewer = haVip.leaving()
                        .map(leaving -> HaVipBinding.without(haVip, leaving, HaVipBinding.instanceOf(turn, leaving)))
                        .orElse(haVip);
                turn.put(bound(fewer));
            }
            default -> settle(turn, haVip);
        }
    }

    private static HaVip bound(HaVip haVip) {
        return haVip.with(Phase.settled(haVip.members().isEmpty() ? Status.AVAILABLE : Status.IN_USE));
    }

    private static void advance(Turn turn, Eip eip) {
        switch (eip.phase().status()) {
            case ASSOCIATING -> turn.put(eip.with(Phase.settled(Status.IN_USE)));
            case UNASSOCIATING -> turn.put(eip.withTarget(Optional.empty()).with(Phase.settled(Status.AVAILABLE)));
            default -> settle(turn, eip);
        }
    }

    private static void advance(Turn turn, Instance instance) {
        Instance over = instance.with(Phase.settled(instance.phase().status()));
        if (!over.phase().is(Status.PENDING)) {
            turn.put(over);
            PowerActions.settle(turn, over);
        } else if (over.wanted() == Instance.Power.ON) {
            PowerActions.start(turn, over);
        } else {
            turn.put(over.with(Phase.settled(Status.STOPPED)));
        }
    }
}
