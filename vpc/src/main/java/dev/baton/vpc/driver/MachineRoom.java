package dev.baton.vpc.driver;

import dev.baton.havip.InstanceId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The instances that are on. All of it on one thread, except that waiting for what runs on a machine to end has a
/// thread of its own, which comes back by `later`.
final class MachineRoom {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.driver");

    /// What runs on an instance has so long to end when it is stopped and not forced.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Wiring wiring;
    private final Path logs;
    private final Consumer<CloudEvent> facts;
    private final Consumer<Runnable> later;
    private final Map<InstanceId, Running> running = new LinkedHashMap<>();
    private final Set<InstanceId> named = new HashSet<>();

    /// A machine that is on, and how it was ordered.
    ///
    /// @param isLeaving true if it has been told to stop
    /// @param isNext true if it shall start again after that
    private record Running(MachineOrder.Start order, Namespace machine, boolean isLeaving, boolean isNext) {
        Running leaving(boolean startsAgain) {
            return new Running(order, machine, true, startsAgain);
        }
    }

    MachineRoom(Wiring wiring, Path logs, Consumer<CloudEvent> facts, Consumer<Runnable> later) {
        this.wiring = wiring;
        this.logs = logs;
        this.facts = facts;
        this.later = later;
    }

    /// The machines, by instance.
    Map<InstanceId, Namespace> machines() {
        Map<InstanceId, Namespace> machines = new LinkedHashMap<>();
        running.forEach((id, each) -> machines.put(id, each.machine()));
        return machines;
    }

    void take(MachineOrder order) {
        named.add(order.instance());
        switch (order) {
            case MachineOrder.Start start -> start(start);
            case MachineOrder.Adopt adopt ->
                facts.accept(
                        running.containsKey(adopt.instance())
                                ? new CloudEvent.InstanceRuns(adopt.instance())
                                : new CloudEvent.InstanceStopped(adopt.instance()));
            case MachineOrder.Stop stop -> stop(stop);
            case MachineOrder.Reboot reboot -> reboot(reboot);
            case MachineOrder.Release release -> {
                off(release.instance());
                forget(release.instance());
            }
        }
    }

    /// All orders that matter are about to come again.
    void forgetNames() {
        named.clear();
    }

    /// Switches off what no order has named since.
    void sweep() {
        for (InstanceId id : List.copyOf(running.keySet())) {
            if (!named.contains(id)) {
                off(id);
            }
        }
    }

    private void start(MachineOrder.Start order) {
        Optional<Running> on = Optional.ofNullable(running.get(order.instance()));
        if (on.isEmpty()) {
            boot(order);
        } else if (on.get().isLeaving()) {
            running.put(order.instance(), on.get().leaving(true));
        } else {
            facts.accept(new CloudEvent.InstanceRuns(order.instance()));
        }
    }

    private void boot(MachineOrder.Start order) {
        InstanceId id = order.instance();
        try {
            Path log = Files.createDirectories(logs.resolve(id.value())).resolve("user-data.log");
            Namespace machine = wiring.powerOn(id, order.hostName());
            running.put(id, new Running(order, machine, false, false));
            machine.onEnd(() -> later.accept(() -> ended(id, machine)));
            UserData.of(order.userData()).run(machine, log);
            facts.accept(new CloudEvent.InstanceRuns(id));
        } catch (VpcException | IOException e) {
            LOG.log(Level.WARNING, "{0} does not start: {1}", id.value(), e.getMessage());
            off(id);
            facts.accept(new CloudEvent.InstanceFailed(id, String.valueOf(e.getMessage())));
        }
    }

    private void stop(MachineOrder.Stop order) {
        InstanceId id = order.instance();
        Optional<Running> on = Optional.ofNullable(running.get(id));
        if (on.isEmpty() || order.forced()) {
            off(id);
            facts.accept(new CloudEvent.InstanceStopped(id));
        } else {
            leave(id, on.get(), false);
        }
    }

    private void reboot(MachineOrder.Reboot order) {
        InstanceId id = order.instance();
        Optional<Running> on = Optional.ofNullable(running.get(id));
        if (on.isEmpty()) {
            facts.accept(new CloudEvent.InstanceFailed(id, "it did not run any more"));
        } else if (order.forced()) {
            off(id);
            boot(on.get().order());
        } else {
            leave(id, on.get(), true);
        }
    }

    /// Tells everything on the machine to end, and goes on when it has or when its time is over.
    private void leave(InstanceId id, Running on, boolean startsAgain) {
        running.put(id, on.leaving(startsAgain));
        if (!on.isLeaving()) {
            Thread.ofVirtual().name("stopping-" + id.value()).start(() -> {
                quiet(on.machine());
                later.accept(() -> ended(id, on.machine()));
            });
        }
    }

    private static void quiet(Namespace machine) {
        try {
            if (!machine.quiet(PATIENCE)) {
                LOG.log(Level.INFO, "{0}: what did not end in time is killed", machine.hostname());
            }
        } catch (VpcException e) {
            LOG.log(Level.WARNING, "{0}", e.getMessage());
        }
    }

    /// The machine has ended, or nothing runs on it that would be worth waiting for. Old news if it was switched off
    /// since.
    private void ended(InstanceId id, Namespace machine) {
        Optional<Running> on = Optional.ofNullable(running.get(id))
                .filter(each -> each.machine().equals(machine));
        if (on.isEmpty()) {
            return;
        }
        off(id);
        if (on.get().isNext()) {
            boot(on.get().order());
        } else {
            facts.accept(new CloudEvent.InstanceStopped(id));
        }
    }

    /// Fine if it is off.
    private void off(InstanceId id) {
        running.remove(id);
        try {
            wiring.powerOff(id);
        } catch (VpcException e) {
            LOG.log(Level.WARNING, "switching off {0}: {1}", id.value(), e.getMessage());
        }
    }

    private void forget(InstanceId id) {
        Path folder = logs.resolve(id.value());
        try {
            Files.deleteIfExists(folder.resolve("user-data.log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "deleting {0}: {1}", folder, e.getMessage());
        }
    }
}
