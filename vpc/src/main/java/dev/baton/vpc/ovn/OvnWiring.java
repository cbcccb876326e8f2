package dev.baton.vpc.ovn;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.vpc.IpBatch;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.driver.Addresses;
import dev.baton.vpc.driver.Wiring;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Networks by OVN: orders become rows of its northbound database, machines are plugged into the integration
/// bridge, and who has a HaVip is what OVN says.
///
/// What the databases hold outlives the server. Nothing is written before all orders have come after a start; then the
/// rows are made those that were ordered, whatever was there before.
public final class OvnWiring implements Wiring {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.ovn");

    /// Less than a link's by what a tunnel between two hosts adds.
    private static final int MTU = 1_442;

    private static final int DEVICE_LENGTH_MAX = 15;

    /// In databases that nobody else uses.
    private static final String OWNER = "baton";

    private final Topology topology = new Topology();
    private final Northbound northbound;
    private final Southbound southbound;
    private final IntegrationBridge bridge;
    private final List<String> gateways;
    private final long network;
    private final boolean isUserspace;
    private final Optional<PrivateOvn> ours;
    private final Map<InstanceId, Namespace> machines = new LinkedHashMap<>();
    private final Map<VpcId, Namespace> clients = new LinkedHashMap<>();
    private boolean hasBegun;
    private boolean isSettled;

    private OvnWiring(OvnPlace place, Optional<PrivateOvn> ours, Consumer<CloudEvent> facts) throws VpcException {
        this.ours = ours;
        this.northbound = Northbound.connect(place.northbound(), place.owner());
        this.bridge = IntegrationBridge.of(place.openVSwitch(), place.bridge(), place.owner());
        this.isUserspace = bridge.isUserspace();
        Map<String, String> settings = bridge.settings();
        this.gateways = place.gateways().isEmpty() ? List.of(setting(settings, "system-id")) : place.gateways();
        this.network = place.network();
        this.southbound = Southbound.connect(
                place.southbound().isPresent()
                        ? place.southbound().get()
                        : OvsdbAddress.of(setting(settings, "ovn-remote")),
                facts);
    }

    private static String setting(Map<String, String> settings, String name) throws VpcException {
        return Optional.ofNullable(settings.get(name))
                .orElseThrow(() -> new VpcException(
                        "this host's Open vSwitch has no external_ids:" + name, "is this host a chassis of OVN?"));
    }

    /// Connects to the databases of an OVN that runs.
    ///
    /// @throws VpcException if one of them does not answer, or there is no bridge
    public static OvnWiring connect(OvnPlace place, Consumer<CloudEvent> facts) throws VpcException {
        return new OvnWiring(place, Optional.empty(), facts);
    }

    /// Starts an OVN of its own, which ends with it.
    ///
    /// @param log gets what its daemons print
    public static OvnWiring start(Path log, Consumer<CloudEvent> facts) throws VpcException {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new VpcException("making the folder of " + log, e);
        }
        PrivateOvn ovn = PrivateOvn.start(log);
        try {
            return new OvnWiring(ovn.place(OWNER), Optional.of(ovn), facts);
        } catch (VpcException e) {
            ovn.close();
            throw e;
        }
    }

    /// With the first order, when it is certain that no other server does the same. Devices of one that was killed
    /// hold nothing any more, so they go before anybody is told who has what.
    private void begin() throws VpcException {
        if (!hasBegun) {
            hasBegun = true;
            bridge.sweep();
            southbound.watch();
        }
    }

    @Override
    public void carryOut(FabricEvent order) throws VpcException {
        begin();
        topology.apply(order);
        if (isSettled) {
            make();
        }
        if (order instanceof FabricEvent.Unbind unbind) {
            southbound.dethrone(unbind.haVip(), unbind.instance());
        }
    }

    @Override
    public void settled() throws VpcException {
        begin();
        isSettled = true;
        make();
    }

    private void make() throws VpcException {
        int changes = northbound.make(TopologyRows.of(topology, gateways));
        LOG.log(Level.DEBUG, "operations on the northbound database: {0}", changes);
        Set<VpcId> vpcs = topology.vpcs();
        for (VpcId vpc : vpcs) {
            if (!clients.containsKey(vpc)) {
                clients.put(vpc, client(vpc));
            }
        }
        for (VpcId vpc : List.copyOf(clients.keySet())) {
            if (!vpcs.contains(vpc)) {
                Optional.ofNullable(clients.remove(vpc)).orElseThrow().end();
                bridge.remove(clientDevice(vpc));
            }
        }
    }

    private Namespace client(VpcId vpc) throws VpcException {
        Namespace client = Namespace.start("client", List.of("ipv6/conf/all/disable_ipv6=1"));
        plug(client, clientDevice(vpc), TopologyRows.CLIENT_MAC, Addresses.CLIENT, Addresses.INTERNET.address());
        bridge.add(clientDevice(vpc), TopologyRows.clientOf(vpc));
        return client;
    }

    private static String clientDevice(VpcId vpc) {
        String id = "c-" + vpc.value().replaceFirst("^vpc-", "");
        return id.substring(0, Math.min(DEVICE_LENGTH_MAX, id.length()));
    }

    @Override
    public Namespace powerOn(InstanceId id, String hostName) throws VpcException {
        Instance instance =
                topology.instance(id).orElseThrow(() -> new VpcException(id.value(), "is in none of these networks"));
        IpPrefix subnet = subnet(instance.vSwitch());
        Namespace machine = Namespace.start(
                hostName,
                List.of("ipv6/conf/all/disable_ipv6=1", "ipv6/conf/default/disable_ipv6=1"),
                Namespace.Disk.OWN);
        machines.put(id, machine);
        String device = instance.port().value();
        IpPrefix own = new IpPrefix(instance.address(), subnet.length());
        plug(machine, device, instance.mac().toString(), own, Addresses.router(subnet));
        bridge.add(device, id.value());
        if (isSettled) {
            northbound.awaitUp(id.value());
        }
        return machine;
    }

    private IpPrefix subnet(VSwitchId id) {
        return topology.vSwitch(id).map(FabricEvent.CreateVSwitch::subnet).orElseThrow();
    }

    /// Lays a link between the machine's `eth0` and a device beside the bridge.
    private void plug(Namespace machine, String device, String mac, IpPrefix address, IpAddress router)
            throws VpcException {
        IpBatch inside = new IpBatch()
                .add("link add eth0 mtu " + MTU + " address " + mac + " type veth peer name " + device + " netns "
                        + network)
                .add("address add " + address + " dev eth0")
                .add("link set eth0 up")
                .add("route add default via " + router);
        IpBatch outside = new IpBatch().add("link set " + device + " up");
        if (isUserspace) {
            // Packets pass through a program, which would see checksums that nobody has filled in.
            inside.withoutOffload("eth0");
            outside.withoutOffload(device);
        }
        inside.runIn(machine.pid());
        outside.runIn(network);
    }

    @Override
    public void powerOff(InstanceId id) throws VpcException {
        Optional<Namespace> machine = Optional.ofNullable(machines.remove(id));
        if (machine.isEmpty()) {
            return;
        }
        Optional<Instance> instance = topology.instance(id);
        if (instance.isPresent()) {
            // The port first: OVN then knows at once that nobody has its HaVips.
            bridge.remove(instance.get().port().value());
        }
        machine.get().end();
    }

    @Override
    public Optional<VpcId> vpcOf(InstanceId id) {
        return topology.instance(id)
                .map(Instance::vSwitch)
                .flatMap(topology::vSwitch)
                .map(FabricEvent.CreateVSwitch::vpc);
    }

    @Override
    public Map<VpcId, Namespace> clients() {
        return clients;
    }

    /// The rows stay: the network is OVN's, and the next server finds it. The machines end.
    @Override
    public void close() throws VpcException {
        southbound.close();
        for (Namespace each : machines.values()) {
            each.end();
        }
        for (Namespace each : clients.values()) {
            each.end();
        }
        machines.clear();
        clients.clear();
        if (hasBegun) {
            bridge.sweep();
        }
        bridge.close();
        northbound.close();
        if (ours.isPresent()) {
            ours.get().close();
        }
    }
}
