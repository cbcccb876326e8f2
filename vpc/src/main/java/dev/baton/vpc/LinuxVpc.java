package dev.baton.vpc;

import dev.baton.havip.Damping;
import dev.baton.havip.Fabric;
import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A VPC made of Linux namespaces: a vSwitch, an internet gateway, a client on the internet side, and instances
/// that are switched on and off. The engine decides, this carries out.
///
/// Not for several threads at once. Nothing of it has a name in the file system, and nothing survives this JVM
/// unless [#detach] was called.
public final class LinuxVpc implements AutoCloseable {
    private final NetworkPlan plan;
    private final VSwitch vSwitch;
    private final InternetGateway gateway;
    private final Namespace client;
    private final FabricAgent agent;
    private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
    private final Map<InstanceId, Namespace> machines = new LinkedHashMap<>();

    private boolean detached;

    private LinuxVpc(NetworkPlan plan, VSwitch vSwitch, InternetGateway gateway, Namespace client, FabricAgent agent) {
        this.plan = plan;
        this.vSwitch = vSwitch;
        this.gateway = gateway;
        this.client = client;
        this.agent = agent;
    }

    /// Builds the network without instances.
    ///
    /// @throws VpcException if this machine or its permissions do not allow it; nothing is left behind then
    public static LinuxVpc start(NetworkPlan plan, Limits limits, FabricListener listener) throws VpcException {
        List<Namespace> started = new ArrayList<>();
        try {
            VSwitch vSwitch = VSwitch.start();
            started.add(vSwitch.namespace());
            InternetGateway gateway = InternetGateway.start();
            started.add(gateway.namespace());
            Namespace client = Namespace.start("client", List.of("ipv6/conf/all/disable_ipv6=1"));
            started.add(client);
            vSwitch.connect(plan, gateway.namespace());
            gateway.connect(plan, client);
            EipTranslation eips = EipTranslation.open(gateway.namespace());
            FabricAgent agent = new FabricAgent(new Fabric(limits, Damping.DEFAULT), vSwitch, eips, listener);
            LinuxVpc vpc = new LinuxVpc(plan, vSwitch, gateway, client, agent);
            vpc.order(new FabricEvent.CreateVSwitch(plan.vSwitch(), plan.vpc(), plan.subnet()));
            return vpc;
        } catch (VpcException e) {
            end(started);
            throw e;
        }
    }

    /// The machine on the internet side.
    public Namespace client() {
        return client;
    }

    /// All machines that exist now: the network's own and the instances that are on.
    public List<Namespace> namespaces() {
        List<Namespace> all = new ArrayList<>(List.of(vSwitch.namespace(), gateway.namespace(), client));
        all.addAll(machines.values());
        return all;
    }

    /// Gives the fabric an order.
    ///
    /// @throws VpcException if it is refused, or if the fabric's agent is gone
    public void order(FabricEvent order) throws VpcException {
        for (FabricEffect effect : agent.handle(order)) {
            if (effect instanceof FabricEffect.Refused refused) {
                throw new VpcException(order.toString(), refused.refusal().sentence());
            }
        }
    }

    /// Creates an instance, switched off. Its port id is the name of its device on the vSwitch.
    public void create(Instance instance) throws VpcException {
        order(new FabricEvent.CreateInstance(instance));
        vSwitch.guard(instance);
        instances.put(instance.id(), instance);
    }

    /// Switches an instance on: a fresh machine with its address on `eth0`, on which nothing runs yet.
    public Namespace powerOn(InstanceId id, String hostname) throws VpcException {
        Instance instance = known(id);
        if (machines.containsKey(id)) {
            throw new VpcException("switching " + hostname + " on", "it is on");
        }
        Namespace machine =
                Namespace.start(hostname, List.of("ipv6/conf/all/disable_ipv6=1", "ipv6/conf/default/disable_ipv6=1"));
        machines.put(id, machine);
        vSwitch.plug(instance, machine);
        new IpBatch()
                .add("address add " + instance.address() + "/" + plan.subnet().length() + " dev eth0")
                .add("link set eth0 up")
                .add("route add default via " + plan.router())
                .runIn(machine);
        agent.listen(instance);
        order(new FabricEvent.InstanceUp(id));
        return machine;
    }

    /// Switches an instance off as a power failure does: all of it is gone at once, nothing is told to stop.
    public void powerOff(InstanceId id) throws VpcException {
        Instance instance = known(id);
        Namespace machine = machines.remove(id);
        if (machine == null) {
            throw new VpcException("switching " + id + " off", "it is off");
        }
        machine.kill();
        vSwitch.unplug(instance);
        agent.ignore(instance);
        order(new FabricEvent.InstanceDown(id));
        machine.awaitEnd();
    }

    private Instance known(InstanceId id) throws VpcException {
        Instance instance = instances.get(id);
        if (instance == null) {
            throw new VpcException(id.value(), "there is no such instance");
        }
        return instance;
    }

    /// Lets all machines outlive this JVM. The fabric ends here: from now on no announcement moves anything, and
    /// [#close] ends nothing.
    public void detach() throws VpcException {
        for (Namespace each : namespaces()) {
            each.detach();
        }
        detached = true;
    }

    /// Ends all machines and waits until they are gone.
    ///
    /// @throws VpcException if one does not go
    @Override
    public void close() throws VpcException {
        agent.close();
        if (!detached) {
            end(namespaces());
            machines.clear();
        }
    }

    private static void end(List<Namespace> namespaces) throws VpcException {
        namespaces.forEach(Namespace::kill);
        for (Namespace each : namespaces) {
            each.awaitEnd();
        }
    }
}
