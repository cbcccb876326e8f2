package dev.baton.vpc.ovn;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.Instance;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.driver.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What stands in OVN's northbound database for a topology: a logical switch for each vSwitch, a router for each
/// VPC with its internet side, a port for each instance, and for each HaVip a virtual port whose parents are those
/// it is bound to.
final class TopologyRows {
    private static final String SWITCH = "Logical_Switch";
    private static final String SWITCH_PORT = "Logical_Switch_Port";
    private static final String ROUTER = "Logical_Router";
    private static final String ROUTER_PORT = "Logical_Router_Port";

    /// What every instance sees behind all other networks.
    private static final String ROUTER_MAC = "ee:ff:ff:ff:ff:ff";

    private static final String GATEWAY_MAC = "ee:ff:ff:ff:ff:fe";
    static final String CLIENT_MAC = "02:16:3e:00:00:0a";
    private static final int FIRST_PRIORITY = 100;

    private final Topology topology;
    private final List<String> gateways;
    private final List<Row> rows = new ArrayList<>();

    private TopologyRows(Topology topology, List<String> gateways) {
        this.topology = topology;
        this.gateways = gateways;
    }

    /// @param gateways the chassis through which packets come from the internet side; the first that is well does
    static List<Row> of(Topology topology, List<String> gateways) throws VpcException {
        TopologyRows made = new TopologyRows(topology, gateways);
        topology.vpcs().forEach(made::vpc);
        for (FabricEvent.CreateVSwitch vSwitch : topology.vSwitches()) {
            made.vSwitch(vSwitch);
        }
        topology.instances().forEach(made::instance);
        topology.haVips().forEach(made::haVip);
        topology.eips().forEach(made::eip);
        topology.snats().forEach(made::snat);
        topology.routes()
                .forEach((destination, hop) ->
                        topology.address(hop).ifPresent(address -> made.route(destination, address)));
        return made.rows;
    }

    /// The port of the client on the internet side.
    static String clientOf(VpcId vpc) {
        return vpc + "-client";
    }

    private void vpc(VpcId vpc) {
        String internet = vpc + "-internet";
        String gateway = vpc + "-gateway";
        rows.add(Row.root(ROUTER, vpc.value(), Map.of("name", Value.of(vpc.value()))));
        rows.add(Row.root(SWITCH, internet, Map.of("name", Value.of(internet))));
        routerPort(vpc, gateway, GATEWAY_MAC, Addresses.INTERNET.toString());
        link(internet, gateway);
        int priority = FIRST_PRIORITY;
        for (String chassis : gateways) {
            String name = gateway + "_" + chassis;
            Map<String, Value> columns = Map.of(
                    "name", Value.of(name),
                    "chassis_name", Value.of(chassis),
                    "priority", new Value.Whole(priority));
            priority--;
            rows.add(Row.of(new Row.Parent(ROUTER_PORT, gateway, "gateway_chassis"), "Gateway_Chassis", name, columns));
        }
        port(
                internet,
                clientOf(vpc),
                Map.of("addresses", Value.of(List.of(CLIENT_MAC + " " + Addresses.CLIENT.address()))));
    }

    private void vSwitch(FabricEvent.CreateVSwitch made) throws VpcException {
        String id = made.id().value();
        String toSwitch = id + "-router";
        rows.add(Row.root(SWITCH, id, Map.of("name", Value.of(id))));
        // No VPC forwards multicast or broadcast; what ARP needs, OVN answers or floods.
        Map<String, Value> drop = Map.of(
                "direction", Value.of("from-lport"),
                "priority", new Value.Whole(1000),
                "match", Value.of("ip4 && eth.mcast"),
                "action", Value.of("drop"));
        rows.add(Row.of(new Row.Parent(SWITCH, id, "acls"), "ACL", id + "-no-multicast", drop));
        String network = Addresses.router(made.subnet()) + "/" + made.subnet().length();
        routerPort(made.vpc(), toSwitch, ROUTER_MAC, network);
        link(id, toSwitch);
    }

    private void routerPort(VpcId vpc, String name, String mac, String network) {
        Map<String, Value> columns = Map.of(
                "name", Value.of(name),
                "mac", Value.of(mac),
                "networks", Value.of(List.of(network)));
        rows.add(Row.of(new Row.Parent(ROUTER, vpc.value(), "ports"), ROUTER_PORT, name, columns));
    }

    /// The switch's end of the link to a router's port.
    private void link(String logicalSwitch, String routerPort) {
        port(
                logicalSwitch,
                routerPort + "-peer",
                Map.of(
                        "type", Value.of("router"),
                        "addresses", Value.of(List.of("router")),
                        "options", Value.of(Map.of("router-port", routerPort))));
    }

    private void port(String logicalSwitch, String name, Map<String, Value> columns) {
        Map<String, Value> named = new java.util.HashMap<>(columns);
        named.put("name", Value.of(name));
        rows.add(Row.of(new Row.Parent(SWITCH, logicalSwitch, "ports"), SWITCH_PORT, name, named));
    }

    /// A port sends from its own addresses only, and gets what is for them. One that a route leads to forwards for
    /// others, so that only its MAC can be held to.
    private void instance(Instance instance) {
        String own = instance.mac() + " " + instance.address();
        String guarded = topology.haVipsOf(instance.id()).stream()
                .map(IpAddress::toString)
                .collect(Collectors.joining(" ", own + " ", ""))
                .strip();
        String security = topology.isNextHop(instance.id()) ? instance.mac().toString() : guarded;
        port(
                instance.vSwitch().value(),
                instance.id().value(),
                Map.of("addresses", Value.of(List.of(own)), "port_security", Value.of(List.of(security))));
    }

    private void haVip(FabricEvent.CreateHaVip made) {
        String parents =
                topology.members(made.id()).stream().map(Object::toString).collect(Collectors.joining(","));
        Map<String, String> options = Map.of("virtual-ip", made.address().toString(), "virtual-parents", parents);
        port(
                made.vSwitch().value(),
                made.id().value(),
                Map.of("type", Value.of("virtual"), "options", Value.of(options)));
    }

    private void eip(Topology.Eip eip) {
        nat(
                eip.vpc(),
                eip.address().toString(),
                "dnat_and_snat",
                eip.address(),
                eip.inside().toString());
    }

    private void snat(SnatRule rule) {
        nat(rule.vpc(), rule.id(), "snat", rule.publicAddress(), rule.source().toString());
    }

    private void nat(VpcId vpc, String key, String type, IpAddress outside, String inside) {
        Map<String, Value> columns = Map.of(
                "type", Value.of(type),
                "external_ip", Value.of(outside.toString()),
                "logical_ip", Value.of(inside));
        rows.add(Row.of(new Row.Parent(ROUTER, vpc.value(), "nat"), "NAT", key, columns));
    }

    private void route(Topology.Destination destination, IpAddress hop) {
        Map<String, Value> columns = Map.of(
                "ip_prefix", Value.of(destination.prefix().toString()),
                "nexthop", Value.of(hop.toString()));
        String key = destination.vpc() + " to " + destination.prefix();
        rows.add(Row.of(
                new Row.Parent(ROUTER, destination.vpc().value(), "static_routes"),
                "Logical_Router_Static_Route",
                key,
                columns));
    }
}
