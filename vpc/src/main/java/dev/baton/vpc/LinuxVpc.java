package dev.baton.vpc;

import dev.baton.havip.Damping;
import dev.baton.havip.Fabric;
import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.VSwitchId;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A VPC made of Linux namespaces: a router that is all of its vSwitches, an internet gateway, a client on the internet
/// side, and instances that are switched on and off. The engine decides, this carries out.
///
/// Not for several threads at once. Nothing of it has a name in the file system, and nothing survives this JVM
/// unless [#detach] was called.
public final class LinuxVpc implements AutoCloseable {
    private final VSwitch vSwitch;
    private final InternetGateway gateway;
    private final Namespace client;
    private final FabricAgent agent;
    private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
    private final Map<InstanceId, Namespace> machines = new LinkedHashMap<>();

    private final Map<VSwitchId, Subnet> subnets = new LinkedHashMap<>();
    private boolean detached;

    /// What a vSwitch's addresses are, and which of them is the default gateway.
    private record Subnet(IpPrefix prefix, IpAddress router) {}

    private LinuxVpc(VSwitch vSwitch, InternetGateway gateway, Namespace client, FabricAgent agent) {
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
            vSwitch.connect(gateway.namespace());
            gateway.connect(plan, client);
            EipTranslation eips = EipTranslation.open(gateway.namespace(), new InterfaceName(InternetGateway.INTERNET));
            FabricAgent agent = new FabricAgent(new Fabric(limits, Damping.DEFAULT), vSwitch, eips, listener);
            LinuxVpc vpc = new LinuxVpc(vSwitch, gateway, client, agent);
            vpc.create(new FabricEvent.CreateVSwitch(plan.vSwitch(), plan.vpc(), plan.subnet()), plan.router());
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

    /// The machine that all vSwitches of the VPC are.
    public Namespace vSwitch() {
        return vSwitch.namespace();
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

    /// Creates a further vSwitch of this VPC.
    ///
    /// @param router the default gateway of its instances, inside its subnet
    public void create(FabricEvent.CreateVSwitch made, IpAddress router) throws VpcException {
        order(made);
        vSwitch.add(made.subnet(), router);
        gateway.add(made.subnet());
        subnets.put(made.id(), new Subnet(made.subnet(), router));
    }

    /// Deletes an empty vSwitch.
    public void delete(VSwitchId id) throws VpcException {
        order(new FabricEvent.DeleteVSwitch(id));
        Subnet subnet = Optional.ofNullable(subnets.remove(id)).orElseThrow();
        gateway.remove(subnet.prefix());
        vSwitch.remove(subnet.prefix(), subnet.router());
    }

    /// Creates an instance, switched off. Its port id is the name of its device on the vSwitch.
    public void create(Instance instance) throws VpcException {
        order(new FabricEvent.CreateInstance(instance));
        vSwitch.guard(instance);
        instances.put(instance.id(), instance);
    }

    /// Deletes an instance that is bound to nothing and has no EIP; one that is on is switched off first.
    public void delete(InstanceId id) throws VpcException {
        Instance instance = known(id);
        if (machines.containsKey(id)) {
            powerOff(id);
        }
        order(new FabricEvent.DeleteInstance(id));
        instances.remove(id);
        vSwitch.unguard(instance);
    }

    /// Switches an instance on: a fresh machine with its address on `eth0`, on which nothing runs yet. It writes where
    /// this system's files are.
    public Namespace powerOn(InstanceId id, String hostname) throws VpcException {
        return powerOn(id, hostname, Namespace.Disk.SHARED);
    }

    /// As above, with a choice of disk.
    public Namespace powerOn(InstanceId id, String hostname, Namespace.Disk disk) throws VpcException {
        Instance instance = known(id);
        if (machines.containsKey(id)) {
            throw new VpcException("switching " + hostname + " on", "it is on");
        }
        Subnet subnet = Optional.ofNullable(subnets.get(instance.vSwitch())).orElseThrow();
        Namespace machine = Namespace.start(
                hostname, List.of("ipv6/conf/all/disable_ipv6=1", "ipv6/conf/default/disable_ipv6=1"), disk);
        machines.put(id, machine);
        vSwitch.plug(instance, machine);
        new IpBatch()
                .add("address add " + instance.address() + "/" + subnet.prefix().length() + " dev eth0")
                .add("link set eth0 up")
                .add("route add default via " + subnet.router())
                .runIn(machine);
        agent.listen(instance);
        order(new FabricEvent.InstanceUp(id));
        return machine;
    }

    public boolean isOn(InstanceId id) {
        return machines.containsKey(id);
    }

    /// Switches an instance off as a power failure does: all of it is gone at once, nothing is told to stop.
    public void powerOff(InstanceId id) throws VpcException {
        Instance instance = known(id);
        Namespace machine = machines.remove(id);
        if (machine == null) {
            throw new VpcException("switching " + id + " off", "it is off");
        }
        // First, or the agent would take it for a loss of link.
        agent.ignore(instance);
        machine.kill();
        vSwitch.unplug(instance);
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
