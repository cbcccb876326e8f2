package dev.baton.vpc.driver;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.vpc.Machines;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.Network;
import dev.baton.vpc.server.Outside;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The drivers whose instances are machines of namespaces on which their user data runs: `linux` and `ovn`. They differ
/// in their [Wiring].
///
/// One thread does it all, in the order of the orders. No machine outlives the server, however it ends; after a restart
/// instances that ran are reported as stopped.
///
/// [Machines] in the state folder names the processes that hold the machines.
public final class MachineNetwork implements Network {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.driver");
    private static final int SECONDS_TO_END = 60;

    /// The engine has looked after them before it gave an order.
    private static final Limits NO_LIMITS = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Path state;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("machines").factory());
    private final Standing standing = new Standing();
    private final Wiring wiring;
    private final MachineRoom room;
    private volatile Map<VpcId, Outside> clients = Map.of();
    private volatile Consumer<CloudEvent> facts = fact -> {};

    /// True from an order that names what is there already, or the very first one, until all have come.
    private boolean isResuming = true;

    /// Something to be done on the driver's thread.
    private interface Work {
        void run() throws VpcException;
    }

    /// Makes the networks, which tell what happens to whom they are given.
    public interface Maker {
        Wiring make(Consumer<CloudEvent> facts) throws VpcException;
    }

    private MachineNetwork(Path state, Maker maker) throws VpcException {
        this.state = state;
        this.wiring = maker.make(fact -> facts.accept(fact));
        this.room = new MachineRoom(
                wiring, state.resolve("instances"), fact -> facts.accept(fact), news -> later("machine", news::run));
    }

    /// The driver `linux`. Tries whether this machine lets us make namespaces, and is ready for orders then.
    ///
    /// @param state the server's folder; used with the first order, not before
    /// @throws VpcException if it does not
    public static MachineNetwork open(Path state) throws VpcException {
        return open(state, facts -> new Networks(NO_LIMITS, new FabricReports(facts)));
    }

    /// As above, with other networks.
    public static MachineNetwork open(Path state, Maker maker) throws VpcException {
        Namespace.start("trial", List.of(), Namespace.Disk.OWN).end();
        return new MachineNetwork(state, maker);
    }

    @Override
    public void open(Consumer<CloudEvent> listener) {
        this.facts = listener;
    }

    @Override
    public void order(FabricEvent order) {
        later(order.toString(), () -> take(order));
    }

    @Override
    public void order(MachineOrder order) {
        later(order.instance().value(), () -> room.take(order));
    }

    @Override
    public void settled() {
        later("leftovers", () -> {
            if (!isResuming) {
                resume();
            }
            isResuming = false;
            room.sweep();
            wiring.settled();
            standing.leftovers().forEach(undo -> later(undo.toString(), () -> take(undo)));
        });
    }

    @Override
    public Optional<Outside> outside(VpcId vpc) {
        return Optional.ofNullable(clients.get(vpc));
    }

    private void take(FabricEvent order) throws VpcException {
        Optional<FabricEvent> undo = Standing.undoOf(order);
        if (!standing.has(order)) {
            standing.undone(order);
            wiring.carryOut(order);
            undo.ifPresent(known -> standing.made(order, known));
            return;
        }
        if (order instanceof FabricEvent.CreateVSwitch && !isResuming) {
            // The engine made a new start, and its first order is about a vSwitch.
            resume();
        }
        standing.named(order);
    }

    private void resume() {
        isResuming = true;
        standing.forgetNames();
        room.forgetNames();
    }

    private void later(String what, Work work) {
        try {
            worker.execute(() -> attempt(what, work));
        } catch (RejectedExecutionException ending) {
            LOG.log(Level.DEBUG, "not done, because the server ends: {0}", what);
        }
    }

    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (VpcException e) {
            LOG.log(Level.WARNING, "{0}: {1}", what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, what, e);
        }
        note();
    }

    /// A machine by its name in [Machines]: an instance by its id, or the first VPC's `client`; what was ordered
    /// before has been done. Empty if there is none or the server ends.
    public Optional<Namespace> machine(String name) throws VpcException {
        return onWorker("finding " + name, () -> find(name));
    }

    private Optional<Namespace> find(String name) {
        return name.equals("client")
                ? wiring.clients().values().stream().findFirst()
                : Optional.ofNullable(room.machines().get(new InstanceId(name)));
    }

    /// Lets all machines outlive this process, in which nobody listens to announcements any more.
    ///
    /// @return the machines
    /// @throws VpcException if this driver cannot, or the machines refuse
    public List<Namespace> detach() throws VpcException {
        return onWorker("keeping the network", wiring::detach);
    }

    private <T> T onWorker(String what, Callable<T> work) throws VpcException {
        try {
            return worker.submit(work).get();
        } catch (ExecutionException e) {
            throw VpcException.of(what, e);
        } catch (RejectedExecutionException e) {
            throw new VpcException(what, "the server ends");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(what, "interrupted");
        }
    }

    /// Ends all machines.
    @Override
    public void close() {
        facts = fact -> {};
        later("end", wiring::close);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "machines do not end in time; they end with this process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Writes down who holds the machines.
    private void note() {
        Map<VpcId, Outside> outside = new HashMap<>();
        wiring.clients().forEach((vpc, client) -> outside.put(vpc, new ClientMachine(client)));
        clients = Map.copyOf(outside);
        List<Machines.Machine> all = new ArrayList<>();
        try {
            for (Map.Entry<VpcId, Namespace> client : wiring.clients().entrySet()) {
                all.add(machine(client.getKey(), "client", client.getValue()));
            }
            for (Map.Entry<VpcId, Namespace> vSwitch : wiring.vSwitches().entrySet()) {
                all.add(machine(vSwitch.getKey(), "vswitch", vSwitch.getValue()));
            }
            for (Map.Entry<InstanceId, Namespace> machine : room.machines().entrySet()) {
                Optional<VpcId> vpc = wiring.vpcOf(machine.getKey());
                if (vpc.isPresent()) {
                    all.add(machine(vpc.get(), machine.getKey().value(), machine.getValue()));
                }
            }
            new Machines(all).note(state);
        } catch (VpcException | IOException e) {
            LOG.log(Level.WARNING, "noting the machines: {0}", e.getMessage());
        }
    }

    private static Machines.Machine machine(VpcId vpc, String name, Namespace machine) throws VpcException {
        return new Machines.Machine(vpc.value(), name, machine.pid(), machine.hostname());
    }
}
