package dev.baton.vpc;

import dev.baton.havip.Instance;
import dev.baton.havip.PortId;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The vSwitch: a namespace that routes between its ports, one veth pair for each instance.
///
/// Routing instead of bridging is what makes it a cloud's switch. No broadcast and no multicast is ever forwarded.
/// It answers every ARP request for an address that it has a route for with one and the same MAC, so no ARP table
/// in the VPC has to learn of a move. A port may send only from the addresses that it was given, and, if it is the next
/// hop of a route, from where the route leads.
///
/// The routing rules, in the order of their priorities:
///
/// | priority | what it does |
/// |--:|---|
/// | 100 | an announcement finds no route |
/// | 200 | what a port may send from, and all that comes from the gateway or from here, goes on at 400 |
/// | 250 | a next hop does not send from the VPC's own addresses |
/// | 260 | what a next hop may send from goes on at 400 |
/// | 300 | everything else that comes from a port ends here |
/// | 400 | everything inside the VPC, by the table main |
/// | 410 | what has an EIP leaves by the gateway, even if it is itself the next hop of the route to everywhere |
/// | 420 | the VPC's own routes |
/// | 32766 | the gateway, by the table main |
final class VSwitch {
    /// Every port has this address, so an instance sees one and the same neighbour behind all others.
    static final MacAddress PORT_MAC = new MacAddress(0xeeff_ffff_ffffL);

    static final String TO_GATEWAY = "p-gateway";
    /// Link between vSwitch and gateway; 100.64.0.0/10 is set aside for a provider's inside (RFC 6598).
    static final String LINK_HERE = "100.64.0.1";

    static final String LINK_GATEWAY = "100.64.0.2";

    private static final List<String> SETTINGS = List.of(
            "ipv6/conf/all/disable_ipv6=1",
            "ipv6/conf/default/disable_ipv6=1",
            "ipv4/ip_forward=1",
            "ipv4/conf/default/proxy_arp=1",
            // Strict reverse path filtering would drop what the old owner still has in flight when a HaVip moves;
            // the rules below refuse forged sources instead.
            "ipv4/conf/all/rp_filter=0",
            "ipv4/conf/default/rp_filter=0",
            "ipv4/conf/all/send_redirects=0",
            "ipv4/conf/default/send_redirects=0");

    /// The table of the VPC's own routes.
    static final int CUSTOM_ROUTES = 200;

    private final Namespace namespace;

    /// Destinations from which a port may send as well, because a route leads there through it.
    private final Map<IpPrefix, Set<PortId>> nextHops = new HashMap<>();

    private VSwitch(Namespace namespace) {
        this.namespace = namespace;
    }

    static VSwitch start() throws VpcException {
        return new VSwitch(Namespace.start("vswitch", SETTINGS));
    }

    Namespace namespace() {
        return namespace;
    }

    /// Lays the link to the gateway.
    void connect(Namespace gateway) throws VpcException {
        new IpBatch()
                .add("link add " + TO_GATEWAY + " type veth peer name eth0 netns " + gateway.pid())
                .add("address add " + LINK_HERE + "/30 dev " + TO_GATEWAY)
                .add("link set " + TO_GATEWAY + " up")
                .add("route add default via " + LINK_GATEWAY)
                .add("rule add priority 400 lookup main suppress_prefixlength 0")
                .add("rule add priority 420 lookup " + CUSTOM_ROUTES)
                .add("rule add priority 200 iif " + TO_GATEWAY + " goto 400")
                .add("rule add priority 200 iif lo goto 400")
                .runIn(namespace);
    }

    /// Takes a subnet in. An address of it that nobody has is blackholed, so nobody answers ARP for it.
    ///
    /// @param router the instances' default gateway
    void add(IpPrefix subnet, IpAddress router) throws VpcException {
        new IpBatch()
                .add("address add " + router + "/32 dev lo")
                .add("route add blackhole " + subnet)
                .add("rule add priority 250 from " + subnet + " blackhole")
                .runIn(namespace);
    }

    void remove(IpPrefix subnet, IpAddress router) throws VpcException {
        new IpBatch()
                .add("address delete " + router + "/32 dev lo")
                .add("route delete blackhole " + subnet)
                .add("rule delete priority 250 from " + subnet + " blackhole")
                .runIn(namespace);
    }

    /// Makes the source guard of a new instance's port: its own address and nothing else. Holds whether the port
    /// exists or not.
    void guard(Instance instance) throws VpcException {
        new IpBatch()
                .add(ruleFor(instance.port(), instance.address(), "add"))
                .add("rule add priority 300 iif " + instance.port() + " blackhole")
                .runIn(namespace);
    }

    /// Takes the guard of an instance that goes away.
    void unguard(Instance instance) throws VpcException {
        new IpBatch()
                .add(ruleFor(instance.port(), instance.address(), "delete"))
                .add("rule delete priority 300 iif " + instance.port() + " blackhole")
                .runIn(namespace);
    }

    /// Lets the port send from a HaVip as well. The announcement itself (from the HaVip to the HaVip) must find no
    /// route, or the switch would answer it and look like a second owner.
    void admit(Instance instance, IpAddress haVip) throws VpcException {
        new IpBatch()
                .add(ruleFor(instance.port(), haVip, "add"))
                .add("rule add priority 100 iif " + instance.port() + " from " + haVip + " to " + haVip + " blackhole")
                .runIn(namespace);
    }

    void expel(Instance instance, IpAddress haVip) throws VpcException {
        new IpBatch()
                .add(ruleFor(instance.port(), haVip, "delete"))
                .add("rule delete priority 100 iif " + instance.port() + " from " + haVip + " to " + haVip
                        + " blackhole")
                .runIn(namespace);
    }

    private static String ruleFor(PortId port, IpAddress source, String verb) {
        return "rule " + verb + " priority 200 iif " + port + " from " + source + " goto 400";
    }

    /// Lets the port send from where a route leads that has it as next hop; does nothing if it may already.
    void admit(Instance nextHop, IpPrefix destination) throws VpcException {
        if (nextHops.computeIfAbsent(destination, fresh -> new LinkedHashSet<>())
                .add(nextHop.port())) {
            new IpBatch().add(ruleFor(nextHop.port(), destination, "add")).runIn(namespace);
        }
    }

    /// There is no route to this destination any more.
    void expel(IpPrefix destination) throws VpcException {
        IpBatch batch = new IpBatch();
        nextHops.getOrDefault(destination, Set.of()).forEach(port -> batch.add(ruleFor(port, destination, "delete")));
        nextHops.remove(destination);
        batch.runIn(namespace);
    }

    private static String ruleFor(PortId port, IpPrefix source, String verb) {
        return "rule " + verb + " priority 260 iif " + port + " from " + source + " goto 400";
    }

    /// What this address sends to the outside leaves by the gateway, whatever routes the VPC has.
    void lead(IpAddress address) throws VpcException {
        new IpBatch().add(leading(address, "add")).runIn(namespace);
    }

    void unlead(IpAddress address) throws VpcException {
        new IpBatch().add(leading(address, "delete")).runIn(namespace);
    }

    private static String leading(IpAddress address, String verb) {
        return "rule " + verb + " priority 410 from " + address + " lookup main";
    }

    /// Plugs a machine in: its `eth0` becomes the port's other end.
    void plug(Instance instance, Namespace machine) throws VpcException {
        String port = instance.port().value();
        new IpBatch()
                .add("link add " + port + " address " + PORT_MAC + " type veth peer name eth0 address " + instance.mac()
                        + " netns " + machine.pid())
                .add("neighbour replace " + instance.address() + " lladdr " + instance.mac() + " dev " + port
                        + " nud permanent")
                .add("link set " + port + " up")
                .add("route add " + instance.address() + "/32 dev " + port)
                // Without this, ARP for others is answered after a random delay of up to 0.8 s. New devices take
                // the value of the whole machine and not of the namespace, so it is set for each.
                .set("ipv4/neigh/" + port + "/proxy_delay", 0)
                .runIn(namespace);
    }

    /// Lays again what the kernel forgot when the port lost its link.
    void reconnect(Instance instance) throws VpcException {
        String port = instance.port().value();
        new IpBatch()
                .add("neighbour replace " + instance.address() + " lladdr " + instance.mac() + " dev " + port
                        + " nud permanent")
                .add("route replace " + instance.address() + "/32 dev " + port)
                .runIn(namespace);
    }

    /// Pulls the plug; fine if the kernel has removed the port with its machine already.
    void unplug(Instance instance) throws VpcException {
        new IpBatch().tolerant().add("link delete " + instance.port()).runIn(namespace);
    }

    static InterfaceName device(PortId port) {
        return new InterfaceName(port.value());
    }
}
