package dev.baton.vpc;

import dev.baton.model.IpPrefix;
import java.util.List;

/// The way into the VPC: a namespace that routes between the vSwitch and the internet side, where it translates
/// EIPs.
final class InternetGateway {
    static final String INTERNET = "internet";

    private final Namespace namespace;

    private InternetGateway(Namespace namespace) {
        this.namespace = namespace;
    }

    static InternetGateway start() throws VpcException {
        return new InternetGateway(Namespace.start(
                "gateway",
                List.of("ipv6/conf/all/disable_ipv6=1", "ipv6/conf/default/disable_ipv6=1", "ipv4/ip_forward=1")));
    }

    Namespace namespace() {
        return namespace;
    }

    /// Takes its end of the link to the vSwitch and lays the one to the client.
    void connect(NetworkPlan plan, Namespace client) throws VpcException {
        new IpBatch()
                .add("address add " + VSwitch.LINK_GATEWAY + "/30 dev eth0")
                .add("link set eth0 up")
                .add("link add " + INTERNET + " type veth peer name eth0 netns " + client.pid())
                .add("address add " + plan.internet() + " dev " + INTERNET)
                .add("link set " + INTERNET + " up")
                .runIn(namespace);
        new IpBatch()
                .add("address add " + plan.client() + " dev eth0")
                .add("link set eth0 up")
                .add("route add default via " + plan.internet().address())
                .runIn(client);
    }

    /// Packets for this subnet go to the vSwitch.
    void add(IpPrefix subnet) throws VpcException {
        new IpBatch().add("route add " + subnet + " via " + VSwitch.LINK_HERE).runIn(namespace);
    }

    void remove(IpPrefix subnet) throws VpcException {
        new IpBatch().add("route delete " + subnet).runIn(namespace);
    }
}
