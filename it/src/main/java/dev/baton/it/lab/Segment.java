package dev.baton.it.lab;

import java.util.ArrayList;
import java.util.List;

/// A LAN: a bridge in a namespace of its own that floods multicast and broadcast as an ordinary switch does.
///
/// Closing it closes its hosts.
public final class Segment implements AutoCloseable {
    private static final String BRIDGE = "br0";

    private final Namespace namespace;
    private final List<Host> hosts = new ArrayList<>();

    private Segment(Namespace namespace) {
        this.namespace = namespace;
    }

    /// A segment without hosts.
    public static Segment open() {
        Namespace namespace = Namespace.create("segment");
        namespace.run(
                "sh",
                "-c",
                "ip link add " + BRIDGE + " type bridge stp_state 0 forward_delay 0 mcast_snooping 0"
                        + " && ip link set " + BRIDGE + " up");
        return new Segment(namespace);
    }

    /// A host on the segment, switched on, with these addresses on `eth0`.
    ///
    /// @param name unique on the segment, at most 13 characters
    /// @param addresses such as `172.16.0.224/16`, IPv4 or IPv6
    public Host host(String name, String... addresses) {
        Host host = new Host(this, name, hosts.size() + 1, List.of(addresses));
        hosts.add(host);
        host.powerOn();
        return host;
    }

    /// What is seen on the wire by a port that mirrors all others.
    public Capture capture() {
        return Capture.start(namespace, BRIDGE);
    }

    /// Waits until a packet is seen that a capture filter (pcap-filter(7)) lets through.
    public void awaitPacket(String filter) {
        namespace.run("timeout", "15", "dumpcap", "-q", "-i", BRIDGE, "-f", filter, "-c", "1", "-w", "/dev/null");
    }

    /// Plugs `eth0` of a namespace into the bridge.
    void plugIn(Host host, Namespace machine) {
        String port = port(host);
        namespace.attempt("ip", "link", "del", port);
        // Only the network namespace is entered: process ids below are the outside's.
        Command.output(List.of(
                "nsenter",
                "-t",
                Long.toString(namespace.pid()),
                "-n",
                "ip",
                "link",
                "add",
                port,
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "address",
                host.mac(),
                "netns",
                Long.toString(machine.pid())));
        namespace.run("ip", "link", "set", port, "master", BRIDGE, "up");
    }

    /// Takes the carrier from a host or gives it back.
    void carrier(Host host, boolean on) {
        namespace.run("ip", "link", "set", port(host), on ? "up" : "down");
    }

    /// Keeps two hosts from hearing each other, or lets them again; both keep hearing everybody else.
    public void partition(Host one, Host other, boolean apart) {
        for (Host host : List.of(one, other)) {
            namespace.run("bridge", "link", "set", "dev", port(host), "isolated", apart ? "on" : "off");
        }
    }

    private static String port(Host host) {
        return "p-" + host.name();
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
        namespace.close();
    }
}
