package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Packets;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Instances with the virtual router's own MAC address, by themselves and with the original at the other end.
@Tag("kernel")
class VmacTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final String VMAC = "00:00:5e:00:01:33";

    private static String configuration(int priority, String lines) {
        return """
                vrrp_instance V4 {
                    interface eth0
                    virtual_router_id 51
                    priority %d
                    %s
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                """.formatted(priority, lines);
    }

    static Stream<Arguments> peers() {
        return Stream.of(
                Arguments.of(Product.BATON, Product.BATON),
                Arguments.of(Product.BATON, Product.KEEPALIVED),
                Arguments.of(Product.KEEPALIVED, Product.BATON));
    }

    @ParameterizedTest(name = "{0} fails, {1} takes over")
    @MethodSource("peers")
    void clientKeepsItsArpEntryThroughFailoverAndBack(Product better, Product other) {
        Built.orSkip(better);
        Built.orSkip(other);
        try (Pair pair = pair(better, other, "use_vmac")) {
            announceOwnAddresses(better, pair.first().host());
            announceOwnAddresses(other, pair.second().host());
            pair.startInOrder();
            assertThat(pair.client().run("ping", "-c1", "-W2", Pair.VIP)).contains("1 received");
            assertThat(macOfVip(pair.client())).isEqualTo(VMAC);
            try (Capture capture = pair.segment().capture()) {
                pair.first().host().powerOff();
                pair.awaitMaster(pair.second(), ATTEMPT_MAX);
                awaitAnswer(pair);
                assertThat(macOfVip(pair.client())).isEqualTo(VMAC);
                pair.first().host().powerOn();
                announceOwnAddresses(better, pair.first().host());
                pair.first().start();
                pair.awaitMaster(pair.first(), ATTEMPT_MAX);
                pair.awaitNotMaster(pair.second(), ATTEMPT_MAX);
                awaitAnswer(pair);
                assertThat(macOfVip(pair.client())).isEqualTo(VMAC);
                assertWire(capture.stop());
            }
        }
    }

    /// The switch may have seen the loser last, until the winner's next advert.
    private static void awaitAnswer(Pair pair) {
        Await.until(
                "the client is answered",
                ATTEMPT_MAX,
                () -> pair.client()
                                .machine()
                                .attempt("ping", "-c1", "-W1", Pair.VIP)
                                .exit()
                        == 0,
                pair::logs);
    }

    /// Without it the original's host asks for the client in the name of the virtual address, with the wrong MAC
    /// address.
    private static void announceOwnAddresses(Product product, Host host) {
        if (product == Product.KEEPALIVED) {
            host.run("sysctl", "-w", "net.ipv4.conf.eth0.arp_announce=2");
        }
    }

    private static void assertWire(Packets packets) {
        assertThat(packets.fields("vrrp", "eth.src"))
                .isNotEmpty()
                .allMatch(packet -> packet.equals(Map.of("eth.src", VMAC)));
        assertThat(packets.fields("arp.isgratuitous", "eth.src", "arp.src.hw_mac", "arp.src.proto_ipv4"))
                .isNotEmpty()
                .allMatch(packet ->
                        packet.equals(Map.of("eth.src", VMAC, "arp.src.hw_mac", VMAC, "arp.src.proto_ipv4", Pair.VIP)));
        // Whoever is not the master must not teach the switch that the address is behind its port.
        assertThat(packets.fields("(igmp || icmpv6) && eth.src == " + VMAC, "frame.number", "_ws.col.Info"))
                .isEmpty();
        assertThat(packets.complaints("vrrp || arp")).isEmpty();
    }

    @Test
    void withXmitBaseAdvertsCarryTheInterfacesOwnMacAddress() {
        Built.orSkip(Product.BATON);
        try (Pair pair = pair(Product.BATON, Product.KEEPALIVED, "use_vmac vm51\nvmac_xmit_base")) {
            pair.startInOrder();
            try (Capture capture = pair.segment().capture()) {
                pair.first().terminate();
                pair.awaitMaster(pair.second(), ATTEMPT_MAX);
                assertThat(pair.first().awaitEnd()).isZero();
                pair.first().start();
                pair.awaitMaster(pair.first(), ATTEMPT_MAX);
                pair.awaitAdvert(pair.first());
                Packets packets = capture.stop();
                assertThat(packets.fields("vrrp", "eth.src"))
                        .contains(Map.of("eth.src", pair.first().host().mac()))
                        .doesNotContain(Map.of("eth.src", VMAC));
                assertThat(packets.fields("arp.isgratuitous", "eth.src"))
                        .isNotEmpty()
                        .containsOnly(Map.of("eth.src", VMAC));
            }
        }
    }

    @Test
    void whatIsChangedForItIsPutBackAlsoAfterAKill() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16", "fd00::224/64");
            host.run("sysctl", "-w", "net.ipv4.conf.all.rp_filter=1");
            String before = settings(host);
            BatonPeer peer = new BatonPeer(host, configuration(150, "use_vmac"));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(settings(host)).contains("eth0.arp_ignore = 1", "eth0.arp_filter = 1", "all.rp_filter = 0");
            assertThat(host.run("ip", "-d", "link", "show", "vrrp.51"))
                    .contains("vrrp.51@eth0")
                    .contains(VMAC)
                    .contains("macvlan mode private")
                    .contains("addrgenmode none");
            peer.kill();
            assertThat(host.run("ip", "link")).contains("vrrp.51");
            peer.start();
            Await.until("it runs", ATTEMPT_MAX, () -> peer.log().contains("Startup complete"), peer::log);
            assertThat(peer.stop()).isZero();
            assertThat(host.run("ip", "link")).doesNotContain("vrrp.51");
            assertThat(host.run("nft", "list", "ruleset")).isEmpty();
            assertThat(settings(host)).isEqualTo(before);
        }
    }

    /// Switches that follow multicast listeners learn where adverts are wanted, behind the base's own MAC address: the
    /// virtual one has to stay where the master is.
    @Test
    void listenersForAdvertsAreReportedOnTheWireAsWithKeepalived() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        assertThat(reports(Product.BATON))
                .isEqualTo(reports(Product.KEEPALIVED))
                .contains("02:00:00:00:00:01 listens to ff02::12");
    }

    /// Each MAC address with each group that it said it listens to, from the start on.
    private static Set<String> reports(Product product) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16", "fd00::224/64");
            Peer peer = product.on(host, configuration(150, "use_vmac").replace("172.16.0.222/16", "fe80::222/64"));
            try (Capture capture = segment.capture()) {
                peer.start();
                Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf("fe80::222"), peer::log);
                // The kernel repeats a report within a second.
                Await.holds("it goes on", Duration.ofMillis(1500), () -> peer.isMasterOf("fe80::222"), peer::log);
                return capture
                        .stop()
                        .fields(
                                "icmpv6.type == 143 && (eth.src == 00:00:5e:00:02:33 || eth.src == " + host.mac() + ")",
                                "eth.src",
                                "icmpv6.mldr.mar.multicast_address")
                        .stream()
                        .flatMap(packet -> Stream.of(packet.getOrDefault("icmpv6.mldr.mar.multicast_address", "")
                                        .split(",", -1))
                                .map(group -> packet.get("eth.src") + " listens to " + group))
                        .collect(Collectors.toSet());
            } finally {
                peer.close();
            }
        }
    }

    @Test
    void interfaceFollowsItsBase() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(
                    host,
                    "global_defs {\n dynamic_interfaces\n}\n"
                            + configuration(150, "use_vmac").replace("eth0", "x0"));
            peer.start();
            Await.until("it waits", ATTEMPT_MAX, () -> peer.log().contains("there is no interface x0 yet"), peer::log);
            for (int round = 1; round <= 2; round++) {
                host.run(
                        "sh",
                        "-c",
                        "ip link add x0 type veth peer name x1; ip link set x1 up; ip link set x0 up;"
                                + "ip address add 172.17.0.1/16 dev x0");
                Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
                assertThat(host.run("ip", "-d", "link", "show", "vrrp.51")).contains(VMAC);
                host.run("ip", "link", "del", "x0");
                int faults = round;
                Await.until(
                        "it is in FAULT",
                        ATTEMPT_MAX,
                        () -> peer.log().split("Entering FAULT STATE", -1).length > faults + 1,
                        peer::log);
                assertThat(peer.isMasterOf(Pair.VIP)).isFalse();
            }
            assertThat(peer.stop()).isZero();
            assertThat(peer.log()).doesNotContain("Exception");
        }
    }

    @Test
    void interfaceThatSomebodyElseMadeIsLeftAlone() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run(
                    "sh",
                    "-c",
                    "ip link add vrrp.51 type veth peer name x1; ip link set vrrp.51 up; ip link set x1 up");
            BatonPeer peer = new BatonPeer(host, configuration(150, "use_vmac"));
            peer.start();
            Await.until("it is in FAULT", ATTEMPT_MAX, () -> peer.log().contains("FAULT STATE"), peer::log);
            assertThat(peer.log()).contains("vrrp.51 exists and is not what use_vmac");
            assertThat(peer.stop()).isZero();
            assertThat(host.run("ip", "-d", "link", "show", "vrrp.51")).contains("veth");
        }
    }

    @Test
    void kernelWithoutIpvlanIsNamedAndTheInstanceStaysInFault() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            boolean hasIpvlan = host.machine()
                            .attempt("ip", "link", "add", "try0", "link", "eth0", "type", "ipvlan")
                            .exit()
                    == 0;
            host.machine().attempt("ip", "link", "del", "try0");
            BatonPeer peer = new BatonPeer(host, configuration(150, "use_ipvlan iv0 172.16.0.240/16"));
            peer.start();
            if (hasIpvlan) {
                Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            } else {
                Await.until("it is in FAULT", ATTEMPT_MAX, () -> peer.log().contains("FAULT STATE"), peer::log);
                assertThat(peer.log()).contains("this kernel has no ipvlan");
            }
            assertThat(peer.stop()).isZero();
            assertThat(host.run("ip", "link")).doesNotContain("iv0");
        }
    }

    private static Pair pair(Product better, Product other, String lines) {
        return new Pair(
                host -> better.on(host, configuration(150, lines)),
                host -> other.on(host, configuration(100, lines)),
                Pair.VIP);
    }

    private static String macOfVip(Host client) {
        String entry = client.run("ip", "neigh", "show", Pair.VIP);
        List<String> words = List.of(entry.strip().split(" "));
        return words.get(words.indexOf("lladdr") + 1);
    }

    private static String settings(Host host) {
        return host.run("sh", "-c", "sysctl -a 2>/dev/null | grep -E 'ipv4.conf.(all|default|eth0|lo)[.]'");
    }
}
