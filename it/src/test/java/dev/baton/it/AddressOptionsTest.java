package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the words behind an address do to it in the kernel, and how long it stays there.
@Tag("kernel")
class AddressOptionsTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final Pattern ENTERED = Pattern.compile("\\(V1\\) Entering (\\w+) STATE");

    private static final String OPTIONS = """
            vrrp_instance V1 {
                interface eth0
                virtual_router_id 51
                priority 150
                virtual_ipaddress {
                    172.16.0.222/24 label eth0:1 scope site
                    172.16.5.1/24 brd - dev eth1
                    172.16.6.1/24 brd + dev eth1
                    172.16.7.1/24 broadcast 172.16.7.77 dev eth1 noprefixroute
                    172.16.8.1 peer 172.16.8.2 dev eth1
                    172.16.9.1/24 dev eth1 scope link preferred_lft 0
                    172.16.10.1/24 dev eth1 preferred_lft 3000
                    172.16.11.1/24 dev eth1 scope 77 preferred_lft forever no_track
                }
                virtual_ipaddress_excluded {
                    fd00::222/64 mngtmpaddr
                    fd00:1::222/128
                    fd00:2::222/64 home noprefixroute preferred_lft 3000
                    fd00:3::222/64 dev eth1 -nodad
                    fd00:4::222/128 dev eth1 preferred_lft forever
                    224.0.0.77/32 dev eth1 autojoin
                }
            }
            """;

    private static Host host(Segment segment) {
        Host host = segment.host("ha1", "172.16.0.224/16", "fd00::224/64");
        second(host);
        return host;
    }

    private static void second(Host host) {
        host.run("sh", "-c", "ip link add eth1 up type veth peer name peer1; ip link set peer1 up");
    }

    private static void awaitMaster(Peer peer) {
        Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
    }

    /// What `ip` says of each address, but not who made it; lifetimes that are running out without their digits.
    private static List<String> words(Peer peer, String configuration) {
        peer.configure(configuration);
        peer.start();
        awaitMaster(peer);
        Await.until("the last is there", ATTEMPT_MAX, () -> addresses(peer).contains("224.0.0.77"), peer::log);
        List<String> words = addresses(peer)
                .replaceAll("proto \\S+ |\\\\", "")
                .replaceAll("[1-9][0-9]*sec", "SOMEsec")
                .lines()
                .map(line ->
                        line.replaceFirst("^\\d+: ", "").replaceAll("\\s+", " ").strip())
                .filter(line -> !line.startsWith("lo ") && !line.contains("inet6 fe80"))
                .sorted()
                .toList();
        assertThat(peer.stop()).isZero();
        return words;
    }

    private static String addresses(Peer peer) {
        return peer.host().run("ip", "-d", "-o", "address");
    }

    private static List<String> withoutLifetimes(List<String> words) {
        return words.stream()
                .map(line -> line.replaceAll(" (dynamic|valid_lft \\S+|preferred_lft (SOMEsec|forever))", ""))
                .toList();
    }

    @Test
    void wordsDoWhatTheyDoUnderKeepalived() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            List<String> theirs = words(new KeepalivedPeer(host, OPTIONS), OPTIONS);
            BatonPeer peer = new BatonPeer(host, OPTIONS);
            assertThat(words(peer, "baton {\nvip_lease off\n}\n" + OPTIONS)).containsExactlyElementsOf(theirs);
            List<String> leased = words(peer, OPTIONS);
            assertThat(withoutLifetimes(leased)).containsExactlyElementsOf(withoutLifetimes(theirs));
            assertThat(leased.stream().filter(line -> line.contains(".222/")))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("valid_lft SOMEsec"));
        }
    }

    private static String instance(int number) {
        return """
                vrrp_instance V%1$d {
                    interface eth0
                    virtual_router_id 5%1$d
                    virtual_ipaddress {
                        172.16.0.22%1$d/16
                    }
                }
                """.formatted(number);
    }

    @Test
    void leaseIsThatOfItsInstance() {
        Built.orSkip(Product.BATON);
        String leases = """
                baton {
                    vip_lease off
                    instance V2 {
                        vip_lease 2
                    }
                    instance V3 {
                        vip_lease auto
                    }
                }
                """;
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, leases + instance(2) + instance(3) + instance(1));
            peer.start();
            for (String address : List.of("172.16.0.221", "172.16.0.222", "172.16.0.223")) {
                Await.until("it has " + address, ATTEMPT_MAX, () -> host.holds(address), peer::log);
            }
            assertThat(lifetime(host, "172.16.0.221")).isEqualTo("forever");
            assertThat(lifetime(host, "172.16.0.222")).isIn("1sec", "2sec");
            assertThat(lifetime(host, "172.16.0.223")).isIn("1sec", "2sec", "3sec");
            peer.kill();
            Await.until(
                    "leased ones are gone",
                    Duration.ofSeconds(5),
                    () -> !host.holds("172.16.0.222") && !host.holds("172.16.0.223"),
                    peer::log);
            assertThat(host.holds("172.16.0.221")).isTrue();
        }
    }

    private static String lifetime(Host host, String address) {
        String line = host.run("ip", "-o", "address", "show", "to", address);
        return line.replaceAll("(?s).*valid_lft (\\S+).*", "$1");
    }

    private static List<String> entered(Peer peer) {
        return ENTERED.matcher(peer.log())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void lostAddressEndsTheTermWhereItIsAskedFor() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String configuration = instance(1).replace("221/16", "222/16");
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            Peer known = new KeepalivedPeer(host, configuration);
            Peer ours = new BatonPeer(host, "baton {\naddress_lost fault\n}\n" + configuration);
            for (Peer peer : List.of(known, ours)) {
                peer.start();
                awaitMaster(peer);
                Await.until("it says so", ATTEMPT_MAX, () -> entered(peer).size() == 2, peer::log);
                host.run("ip", "address", "del", Pair.VIP + "/16", "dev", "eth0");
                Await.until("it comes back", ATTEMPT_MAX, () -> entered(peer).size() == 4, peer::log);
                assertThat(entered(peer)).containsExactly("BACKUP", "MASTER", "BACKUP", "MASTER");
                assertThat(peer.stop()).isZero();
            }
        }
    }

    @Test
    void staticAddressThatCannotBeThereIsAFaultOfItsGroup() {
        Built.orSkip(Product.BATON);
        String group = """
                track_group aside {
                    group {
                        V1
                    }
                }
                static_ipaddress {
                    10.9.0.1/24 dev eth1 label eth1:s track_group aside
                }
                """;
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            BatonPeer peer = new BatonPeer(host, instance(1).replace("221/16", "222/16") + group);
            peer.start();
            awaitMaster(peer);
            assertThat(host.holds("10.9.0.1")).isTrue();
            host.run("ip", "address", "del", "10.9.0.1/24", "dev", "eth1");
            Await.until("it is back", ATTEMPT_MAX, () -> host.holds("10.9.0.1"), peer::log);
            host.run("ip", "link", "del", "eth1");
            Await.until("it is in FAULT", ATTEMPT_MAX, () -> entered(peer).contains("FAULT"), peer::log);
            second(host);
            Await.until("the address is there", ATTEMPT_MAX, () -> host.holds("10.9.0.1"), peer::log);
            awaitMaster(peer);
            assertThat(host.run("ip", "-o", "address", "show", "to", "10.9.0.1"))
                    .contains("eth1:s")
                    .contains("valid_lft forever");
            assertThat(peer.stop()).isZero();
            assertThat(host.holds("10.9.0.1")).isFalse();
        }
    }

    @Test
    void interfacesThatSendNoAdvertsAnnounceAnAddressFromTimeToTimeAsWithKeepalived() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String configuration = """
                vrrp_instance V1 {
                    interface eth0
                    virtual_router_id 51
                    priority 150
                    advert_int 0.2
                    version 3
                    garp_master_delay 1
                    garp_master_repeat 1
                    garp_extra_if all 1
                    virtual_ipaddress {
                        172.16.0.222/16
                        172.17.0.221/24 dev eth1
                        172.17.0.222/24 dev eth1
                    }
                }
                """;
        for (Product product : List.of(Product.KEEPALIVED, Product.BATON)) {
            List<String> seen = announcedOnEth1(product, configuration);
            // The second address by a new master's bursts alone, of which the first may be missed.
            assertThat(seen.stream().filter("172.17.0.222"::equals))
                    .as("%s: %s", product, seen)
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(seen.stream().filter("172.17.0.221"::equals).count())
                    .as("%s: %s", product, seen)
                    .isBetween(5L, 14L);
        }
    }

    /// The addresses that are announced on the other interface within seven seconds from the start on.
    private static List<String> announcedOnEth1(Product product, String configuration) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            second(host);
            try (Peer peer = product.on(host, configuration)) {
                peer.start();
                return host.run(
                                "sh",
                                "-c",
                                "tshark -l -n -i peer1 -f arp -a duration:8 -T fields -e arp.src.proto_ipv4 2>/dev/null")
                        .lines()
                        .toList();
            }
        }
    }
}
