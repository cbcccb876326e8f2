package dev.baton.havip.cloud;

import dev.baton.havip.InstanceId;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Status;
import java.util.List;

/// Switching instances on and off.
final class PowerActions {
    private PowerActions() {}

    static List<Action> all() {
        return List.of(
                Action.ecs("StartInstance", PowerActions::start, "InstanceId"),
                Action.ecs("StopInstance", PowerActions::stop, "InstanceId"),
                Action.ecs("RebootInstance", PowerActions::reboot, "InstanceId"));
    }

    private static Fields start(Request request) {
        start(request.turn(), inStatus(request, Status.STOPPED));
        return Fields.none();
    }

    private static Instance inStatus(Request request, Status wanted) {
        Instance instance = InstanceActions.find(request);
        if (!instance.phase().is(wanted)) {
            throw new CallRefused(ErrorCode.ECS_INSTANCE_STATUS);
        }
        return instance;
    }

    /// Begins to start it, whoever wants it.
    static void start(Turn turn, Instance instance) {
        Instance starting = instance.wanting(Instance.Power.ON)
                .with(instance.machine().started(turn.millis()))
                .with(turn.during(Status.STARTING, Delay.INSTANCE_STARTING));
        turn.put(starting);
        turn.machine(order(starting));
        turn.note(starting, TimelineEntry.Topic.STARTING);
    }

    static MachineOrder order(Instance instance) {
        return new MachineOrder.Start(
                new InstanceId(instance.id()),
                instance.machine().hostName(),
                instance.machine().userData());
    }

    private static Fields stop(Request request) {
        Turn turn = request.turn();
        Instance instance = inStatus(request, Status.RUNNING);
        String mode = request.oneOf(
                "StoppedMode", "KeepCharging", ErrorCode.INVALID_PARAMETER, "KeepCharging", "StopCharging");
        boolean forced = request.flag("ForceStop");
        Instance stopping = instance.wanting(Instance.Power.OFF)
                .with(instance.machine().stopping(mode))
                .with(turn.during(Status.STOPPING, Delay.INSTANCE_STOPPING));
        turn.put(stopping);
        turn.machine(new MachineOrder.Stop(new InstanceId(instance.id()), forced));
        turn.note(stopping, TimelineEntry.Topic.STOPPING, forced ? "forced" : "graceful");
        return Fields.none();
    }

    private static Fields reboot(Request request) {
        Turn turn = request.turn();
        Instance instance = inStatus(request, Status.RUNNING);
        boolean forced = request.flag("ForceStop");
        // Off until its driver says otherwise: what it said before does not count for the next start.
        Instance rebooting = instance.powered(Instance.Power.OFF)
                .with(instance.machine().started(turn.millis()))
                .with(turn.during(Status.STARTING, Delay.INSTANCE_STARTING));
        turn.put(rebooting);
        turn.machine(new MachineOrder.Reboot(new InstanceId(instance.id()), forced));
        turn.note(rebooting, TimelineEntry.Topic.REBOOTING, forced ? "forced" : "graceful");
        return Fields.none();
    }

    /// What the driver said of the machine, and what follows from it. A state that has a delay ends when both the delay
    /// is over and the machine is as it shall be.
    static void settle(Turn turn, Instance instance) {
        boolean isOver = instance.phase().dueMillis() == Phase.NOT_BY_ITSELF;
        boolean isOn = instance.power() == Instance.Power.ON;
        switch (instance.phase().status()) {
            case STARTING -> {
                if (isOver && isOn) {
                    enter(turn, instance, Status.RUNNING, TimelineEntry.Topic.RUNNING);
                }
            }
            case STOPPING -> {
                if (isOver && !isOn) {
                    enter(turn, instance, Status.STOPPED, TimelineEntry.Topic.STOPPED);
                }
            }
            case RUNNING -> {
                if (!isOn) {
                    // It was switched off from inside.
                    enter(turn, instance.wanting(Instance.Power.OFF), Status.STOPPED, TimelineEntry.Topic.STOPPED);
                }
            }
            case STOPPED -> {
                if (isOn) {
                    // A driver may find a machine running that it had lost sight of.
                    turn.machine(new MachineOrder.Stop(new InstanceId(instance.id()), true));
                }
            }
            default -> {}
        }
    }

    private static void enter(Turn turn, Instance instance, Status status, TimelineEntry.Topic topic) {
        turn.put(instance.with(Phase.settled(status)));
        turn.note(instance, topic);
    }
}
