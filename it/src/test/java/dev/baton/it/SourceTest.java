package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From which addresses adverts are sent, and what happens when they go.
@Tag("kernel")
class SourceTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final Pattern ENTERED = Pattern.compile("\\(V1\\) Entering (\\w+) STATE");

    private static String instance(int priority, String lines, String address) {
        return """
                vrrp_instance V1 {
                    virtual_router_id 51
                    priority %d
                    %s
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(priority, lines, address);
    }

    private static List<String> entered(Peer peer) {
        return ENTERED.matcher(peer.log())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void trackedSourceThatGoesIsAFault() {
        Built.orSkip(Product.BATON);
        String configuration =
                instance(150, "interface eth0\nmcast_src_ip 172.16.0.230\ntrack_src_ip", "172.16.0.222/16");
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run("ip", "address", "add", "172.16.0.230/16", "dev", "eth0");
            Peer peer = new BatonPeer(host, configuration);
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> entered(peer).contains("MASTER"), peer::log);
            segment.awaitPacket("vrrp and src 172.16.0.230");
            host.run("ip", "address", "del", "172.16.0.230/16", "dev", "eth0");
            Await.until("it is in FAULT", ATTEMPT_MAX, () -> entered(peer).contains("FAULT"), peer::log);
            Await.until("the address is gone", ATTEMPT_MAX, () -> !host.holds(Pair.VIP), peer::log);
            host.run("ip", "address", "add", "172.16.0.230/16", "dev", "eth0");
            Await.until("it is back", ATTEMPT_MAX, () -> entered(peer).size() == 5, peer::log);
            assertThat(entered(peer)).containsExactly("BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER");
            assertThat(peer.stop()).isZero();
        }
    }

    @Test
    void unicastNeedsNoInterface() {
        Built.orSkip(Product.BATON);
        String line = "unicast_src_ip %s\nunicast_peer {\n%s\n}";
        try (Pair pair = new Pair(
                host -> Product.BATON.on(
                        host,
                        instance(150, line.formatted("172.16.0.224", "172.16.0.225"), "172.16.0.222/16 dev eth0")),
                host -> Product.BATON.on(
                        host,
                        instance(100, line.formatted("172.16.0.225", "172.16.0.224"), "172.16.0.222/16 dev eth0")),
                Pair.VIP)) {
            pair.startInOrder();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", ATTEMPT_MAX);
            pair.segment().awaitPacket("vrrp and src 172.16.0.224 and dst 172.16.0.225");
            assertThat(pair.first().stop()).isZero();
            pair.awaitMaster(pair.second(), ATTEMPT_MAX);
            pair.first().start();
            pair.awaitMaster(pair.first(), ATTEMPT_MAX);
            pair.awaitNotMaster(pair.second(), ATTEMPT_MAX);
        }
    }

    @Test
    void advertsFollowTheInterfaceToItsNextAddress() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, instance(150, "interface eth0", "172.16.0.222/16"));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            segment.awaitPacket("vrrp and src 172.16.0.224");
            // Without it the second address of a network goes with the first.
            host.run("sysctl", "-w", "net.ipv4.conf.eth0.promote_secondaries=1");
            host.run("sh", "-c", "ip address add 172.16.0.231/16 dev eth0; ip address del 172.16.0.224/16 dev eth0");
            segment.awaitPacket("vrrp and src 172.16.0.231");
            assertThat(peer.isMasterOf(Pair.VIP)).isTrue();
            assertThat(peer.stop()).isZero();
        }
    }

    @Test
    void ipv6IsSentFromTheLinkLocalAddressAndAnnouncedUnasked() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String configuration = instance(150, "interface eth0", "fe80::222\nfd00::222/64");
        Map<Product, List<String>> flags = new EnumMap<>(Product.class);
        for (Product product : List.of(Product.KEEPALIVED, Product.BATON)) {
            try (Segment segment = Segment.open()) {
                Host host = segment.host("ha1", "fd00::224/64");
                Peer peer = product.on(host, configuration);
                peer.start();
                segment.awaitPacket("ip6[40] == 136 and src fe80::222");
                segment.awaitPacket("ip6 proto 112 and src net fe80::/10 and dst ff02::12");
                Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf("fd00::222"), peer::log);
                flags.put(product, flags(host));
                assertThat(peer.stop()).isZero();
            }
        }
        assertThat(flags.get(Product.BATON))
                .isEqualTo(flags.get(Product.KEEPALIVED))
                .hasSize(2)
                .allMatch(line -> line.contains("nodad"));
    }

    /// The virtual addresses with their flags.
    private static List<String> flags(Host host) {
        return host.run("ip", "-o", "-6", "address", "show", "dev", "eth0")
                .lines()
                .filter(line -> line.contains("::222/"))
                .map(line -> line.replaceAll("dynamic |proto \\S+ |\\\\.*", "").strip())
                .toList();
    }
}
