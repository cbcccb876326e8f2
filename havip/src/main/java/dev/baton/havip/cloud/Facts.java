package dev.baton.havip.cloud;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Status;
import java.util.Objects;
import java.util.Optional;

/// What the driver saw, and what follows from it. A fact about something that is gone by now means nothing.
final class Facts {
    private Facts() {}

    static void runs(Turn turn, InstanceId id) {
        turn.find(Instance.class, id.value()).ifPresent(instance -> {
            power(turn, instance, Instance.Power.ON);
            // After a restart the fabric has to be reminded; else it knows already.
            HaVipBinding.ofInstance(turn, instance)
                    .filter(haVip -> haVip.master().filter(id.value()::equals).isPresent())
                    .forEach(haVip -> turn.network(new FabricEvent.RestoreMaster(new HaVipId(haVip.id()), id)));
        });
    }

    static void stopped(Turn turn, InstanceId id) {
        turn.find(Instance.class, id.value()).ifPresent(instance -> {
            power(turn, instance, Instance.Power.OFF);
            HaVipBinding.ofInstance(turn, instance).toList().forEach(haVip -> lose(turn, haVip, instance));
        });
    }

    private static void power(Turn turn, Instance instance, Instance.Power power) {
        Instance known = instance.powered(power);
        turn.put(known);
        PowerActions.settle(turn, known);
    }

    private static void lose(Turn turn, HaVip haVip, Instance instance) {
        if (haVip.master().filter(instance.id()::equals).isPresent()) {
            HaVipId id = new HaVipId(haVip.id());
            moved(
                    turn,
                    new CloudEvent.MasterChanged(id, Optional.empty(), Optional.of(FabricEffect.Cause.INSTANCE_DOWN)));
        }
    }

    static void failed(Turn turn, InstanceId id, String why) {
        turn.find(Instance.class, id.value()).ifPresent(instance -> {
            turn.put(instance.powered(Instance.Power.OFF)
                    .wanting(Instance.Power.OFF)
                    .with(Phase.settled(Status.STOPPED)));
            turn.note(instance, TimelineEntry.Topic.FAILED, why);
        });
    }

    static void link(Turn turn, InstanceId id, boolean isUp) {
        turn.find(Instance.class, id.value())
                .ifPresent(instance ->
                        turn.note(instance, isUp ? TimelineEntry.Topic.LINK_UP : TimelineEntry.Topic.LINK_DOWN));
    }

    /// The solid line moved. An owner that is not bound any more is old news.
    static void moved(Turn turn, CloudEvent.MasterChanged fact) {
        turn.find(HaVip.class, fact.haVip().value()).ifPresent(haVip -> {
            Optional<String> next = fact.master().map(InstanceId::value);
            boolean isBound = next.isEmpty()
                    || haVip.members().stream()
                            .anyMatch(member -> Objects.equals(HaVipBinding.instanceOf(turn, member), next));
            if (isBound && !haVip.master().equals(next)) {
                turn.put(haVip.withMaster(next));
                turn.note(
                        haVip,
                        TimelineEntry.Topic.MASTER_MOVED,
                        haVip.master().orElse(""),
                        next.orElse(""),
                        fact.cause().map(FabricEffect.Cause::name).orElse(""));
            }
        });
    }
}
