package dev.baton.vpc;

import dev.baton.havip.Instance;
import dev.baton.havip.PortId;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import java.util.List;

/// The vSwitch: a namespace that routes between its ports, one veth pair for each instance.
///
/// Routing instead of bridging is what makes it a cloud's switch. No broadcast and no multicast is ever forwarded.
/// It answers every ARP request for an address that it has a route for with one and the same MAC, so no ARP table
/// in the VPC has to learn of a move. A port may send only from the addresses that it was given.
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

    private final Namespace namespace;

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
                .runIn(namespace);
    }

    /// Takes a subnet in. An address of it that nobody has is blackholed, so nobody answers ARP for it.
    ///
    /// @param router the instances' default gateway
    void add(IpPrefix subnet, IpAddress router) throws VpcException {
        new IpBatch()
                .add("address add " + router + "/32 dev lo")
                .add("route add blackhole " + subnet)
                .runIn(namespace);
    }

    void remove(IpPrefix subnet, IpAddress router) throws VpcException {
        new IpBatch()
                .add("address delete " + router + "/32 dev lo")
                .add("route delete blackhole " + subnet)
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
        return "rule " + verb + " priority 200 iif " + port + " from " + source + " lookup main";
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

    /// Pulls the plug; fine if the kernel has removed the port with its machine already.
    void unplug(Instance instance) throws VpcException {
        new IpBatch().tolerant().add("link delete " + instance.port()).runIn(namespace);
    }

    static InterfaceName device(PortId port) {
        return new InterfaceName(port.value());
    }
}
