package dev.baton.it.lab;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Two hosts with many instances: several direct cables between them, and on each of them many virtual routers with
/// one address each. The first host has the better priority.
public final class Fleet implements AutoCloseable {
    private static final int FIRST_PRIORITY = 150;
    private static final int SECOND_PRIORITY = 100;

    private final Segment segment = Segment.open();
    private final int links;
    private final int routersPerLink;
    private final Duration interval;
    private final Peer first;
    private final Peer second;

    /// Hosts and cables, and peers that are not yet started.
    ///
    /// @param routersPerLink at most 250
    /// @param interval whole seconds
    public Fleet(Product product, int links, int routersPerLink, Duration interval) {
        this.links = links;
        this.routersPerLink = routersPerLink;
        this.interval = interval;
        Host one = segment.host("one", "172.16.0.1/16");
        Host other = segment.host("other", "172.16.0.2/16");
        IntStream.range(0, links).forEach(link -> connect(one, other, link));
        first = product.on(one, configuration(FIRST_PRIORITY));
        second = product.on(other, configuration(SECOND_PRIORITY));
    }

    private static void connect(Host one, Host other, int link) {
        String device = device(link);
        // Only the network namespace is entered: process ids below are the outside's.
        Command.output(List.of(
                "nsenter",
                "-t",
                Long.toString(one.machine().pid()),
                "-n",
                "ip",
                "link",
                "add",
                device,
                "type",
                "veth",
                "peer",
                "name",
                device,
                "netns",
                Long.toString(other.machine().pid())));
        one.run("ip", "address", "add", "10." + link + ".0.1/16", "dev", device);
        other.run("ip", "address", "add", "10." + link + ".0.2/16", "dev", device);
        one.run("ip", "link", "set", device, "up");
        other.run("ip", "link", "set", device, "up");
    }

    /// The name of a cable's interface on both hosts.
    public static String device(int link) {
        return "v" + link;
    }

    private String configuration(int priority) {
        StringBuilder conf = new StringBuilder();
        for (int link = 0; link < links; link++) {
            for (int vrid = 1; vrid <= routersPerLink; vrid++) {
                conf.append("""
                        vrrp_instance I%d_%d {
                            state BACKUP
                            interface %s
                            virtual_router_id %d
                            priority %d
                            advert_int %d
                            virtual_ipaddress {
                                %s/32
                            }
                        }
                        """.formatted(
                                link, vrid, device(link), vrid, priority, interval.toSeconds(), address(link, vrid)));
            }
        }
        return conf.toString();
    }

    private static String address(int link, int vrid) {
        return "10." + link + ".1." + vrid;
    }

    /// The peer with the better priority.
    public Peer first() {
        return first;
    }

    /// The other peer.
    public Peer second() {
        return second;
    }

    public int links() {
        return links;
    }

    /// All virtual routers.
    public int size() {
        return links * routersPerLink;
    }

    /// How many of the shared addresses a peer's host has.
    public int heldBy(Peer peer) {
        return (int) peer.host().heldIpv4().stream()
                .filter(address -> address.matches("10\\.\\d+\\.1\\.\\d+"))
                .count();
    }

    /// Waits until a peer's host has so many of the shared addresses, or until time is up.
    ///
    /// @return how long that took
    public Duration awaitHeld(Peer peer, int count, Duration atMost) {
        long begin = System.nanoTime();
        while (heldBy(peer) != count && System.nanoTime() - begin < atMost.toNanos()) {
            Await.pause(Duration.ofMillis(10));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Takes away what a killed peer has left behind, as an operator would before starting it again.
    public void sweep(Peer peer) {
        for (int link = 0; link < links; link++) {
            peer.host().run("ip", "address", "flush", "dev", device(link), "to", "10." + link + ".1.0/24");
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
        segment.close();
    }
}
