package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Outage;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Probe;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Addresses, routes and rules are what the configuration says, whatever others do to them.
@Tag("kernel")
class HostStateTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration DELETED_OUTAGE_MAX = Duration.ofMillis(50);

    private static String configuration() throws IOException {
        return Files.readString(Path.of("src/test/resources/host-state.conf"));
    }

    /// A machine with a second interface.
    private static Host host(Segment segment) {
        Host host = segment.host("ha1", "172.16.0.224/24", "fd00::224/64");
        host.run("ip", "link", "add", "eth1", "type", "veth", "peer", "name", "peer1");
        host.run("ip", "link", "set", "peer1", "up");
        host.run("ip", "link", "set", "eth1", "up");
        return host;
    }

    private static void awaitMaster(Peer peer) {
        Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
    }

    /// Addresses without their lifetimes and makers, routes of keepalived's number, rules.
    private static List<String> state(Host host) {
        String addresses = host.run("ip", "-o", "address", "show", "scope", "global")
                .replaceAll("valid_lft.*|dynamic |proto \\S+ |\\\\", "");
        String routes = host.run("ip", "route", "show", "table", "all", "proto", "18")
                + host.run("ip", "-6", "route", "show", "table", "all", "proto", "18");
        String rules = host.run("ip", "rule") + host.run("ip", "-6", "rule");
        return (addresses + routes + rules).lines().map(String::strip).sorted().toList();
    }

    @Test
    void kernelHoldsWhatItHoldsUnderKeepalived() throws IOException {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        List<String> keepalived;
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Peer peer = new KeepalivedPeer(host, configuration())) {
                peer.start();
                awaitMaster(peer);
                Await.until("rules are there", SOON, () -> state(host).size() > 40, () -> state(host) + peer.log());
                keepalived = state(host);
            }
        }
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            List<String> before = state(host);
            try (Peer peer = new BatonPeer(host, configuration())) {
                peer.start();
                awaitMaster(peer);
                Await.until("rules are there", SOON, () -> state(host).size() > 40, () -> state(host) + peer.log());
                assertThat(state(host)).containsExactlyElementsOf(keepalived);
                assertThat(peer.stop()).isZero();
                assertThat(state(host)).containsExactlyElementsOf(before);
            }
        }
    }

    @Test
    void whatSomebodyElseDeletesComesBack() throws IOException {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Peer peer = new BatonPeer(host, configuration())) {
                peer.start();
                awaitMaster(peer);
                Await.until("rules are there", SOON, () -> state(host).size() > 40, () -> state(host) + peer.log());
                List<String> whole = state(host);
                host.run("ip", "route", "del", "10.10.0.0/16", "metric", "50");
                host.run("ip", "-6", "route", "del", "fd10::/64");
                host.run("ip", "rule", "del", "pref", "500");
                host.run("ip", "address", "del", "10.9.0.1/24", "dev", "eth1");
                host.run("ip", "address", "del", "172.16.0.222/24", "dev", "eth0");
                awaitState(host, whole, peer);
                host.run("ip", "link", "set", "eth1", "down");
                host.run("ip", "link", "set", "eth1", "up");
                awaitState(host, whole, peer);
            }
        }
    }

    private static void awaitState(Host host, List<String> whole, Peer peer) {
        Await.until("all is back", SOON, () -> state(host).equals(whole), () -> differences(host, whole) + peer.log());
    }

    private static String differences(Host host, List<String> whole) {
        List<String> now = state(host);
        return "missing: " + whole.stream().filter(line -> !now.contains(line)).toList() + "\nnew: "
                + now.stream().filter(line -> !whole.contains(line)).toList() + "\n";
    }

    @Test
    void leftoversOfAKilledDaemonGoAtTheNextStartAndOthersStay() throws IOException {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            host.run("ip", "route", "add", "10.99.0.0/16", "via", "172.16.0.1", "proto", "18");
            List<String> before = state(host);
            try (Peer peer = new BatonPeer(host, configuration())) {
                peer.start();
                awaitMaster(peer);
                Await.until("rules are there", SOON, () -> state(host).size() > 40, () -> state(host) + peer.log());
                peer.kill();
                assertThat(state(host)).hasSizeGreaterThan(30);
                peer.start();
                Await.until("it is BACKUP", START_MAX, () -> peer.log().contains("BACKUP STATE"), peer::log);
                List<String> statics = state(host);
                statics =
                        statics.stream().filter(line -> !before.contains(line)).toList();
                assertThat(statics)
                        .hasSize(3)
                        .allMatch(line -> line.contains("10.9.0.1/24")
                                || line.contains("10.77.0.0/16")
                                || line.contains("10.66.0.0/16"));
                assertThat(state(host)).containsAll(before);
            }
        }
    }

    /// A keepalived's route bears the same mark.
    @Test
    void leftoversThatAreConfiguredNoMoreGoTooAndOthersStay() {
        Built.orSkip(Product.BATON);
        String instance = """
                baton {
                    vip_lease off
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        172.16.0.222/24
                        %s
                    }
                }
                """;
        String more = """
                        10.9.0.1/24
                    }
                    virtual_routes {
                        10.16.0.0/16 dev eth1
                    }
                    virtual_rules {
                        from 10.9.0.1 table 100
                """;
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            host.run("ip", "route", "add", "10.99.0.0/16", "via", "172.16.0.1", "proto", "18");
            List<String> before = state(host);
            try (Peer peer = new BatonPeer(host, instance.formatted(more))) {
                peer.start();
                awaitMaster(peer);
                Await.until(
                        "its rule is there", SOON, () -> host.run("ip", "rule").contains("10.9.0.1"), peer::log);
                peer.kill();
                assertThat(state(host)).hasSize(before.size() + 4);
                peer.configure(instance.formatted(""));
                peer.start();
                Await.until("it is BACKUP", START_MAX, () -> peer.log().contains("BACKUP STATE"), peer::log);
                assertThat(state(host)).containsExactlyElementsOf(before);
                assertThat(peer.stop()).isZero();
                assertThat(host.run("ls", "/run/baton")).doesNotContain("entries");
            }
        }
    }

    @Test
    void leftoversOnAnInterfaceThatCameLaterGoToo() {
        Built.orSkip(Product.BATON);
        String instance = """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        172.16.0.222/24
                    }
                    %s
                }
                """;
        String route = "virtual_routes {\n 10.17.0.0/16 dev late0 no_track\n }";
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Peer peer = new BatonPeer(host, instance.formatted(route))) {
                peer.start();
                awaitMaster(peer);
                host.run("ip", "link", "add", "late0", "type", "veth", "peer", "name", "late1");
                host.run("ip", "link", "set", "late1", "up");
                host.run("ip", "link", "set", "late0", "up");
                Await.until(
                        "its route is there",
                        SOON,
                        () -> host.run("ip", "route").contains("10.17.0.0"),
                        peer::log);
                peer.kill();
                peer.configure(instance.formatted(""));
                peer.start();
                Await.until("it is BACKUP", START_MAX, () -> peer.log().contains("BACKUP STATE"), peer::log);
                assertThat(host.run("ip", "route")).doesNotContain("10.17.0.0");
            }
        }
    }

    @Test
    void addressThatIsDeletedAHundredTimesIsMissedForLessThanFiftyMilliseconds() {
        Built.orSkip(Product.BATON);
        try (Pair pair = Pair.ofSeed(Product.BATON, Product.BATON)) {
            pair.startInOrder();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
            Host master = pair.first().host();
            try (Capture capture = pair.segment().capture();
                    Probe probe = pair.probe()) {
                for (int round = 0; round < 100; round++) {
                    master.run("ip", "address", "del", Pair.VIP + "/16", "dev", "eth0");
                    Await.until("it is back", SOON, () -> master.holds(Pair.VIP), pair::logs);
                }
                probe.awaitAnswers(20, SOON);
                Duration longest = Outage.longestSilence(capture.stop());
                System.out.println("a deleted address: at most " + longest.toMillis() + " ms without an answer");
                assertThat(longest).isLessThan(DELETED_OUTAGE_MAX);
                assertThat(pair.second().isMasterOf(Pair.VIP)).isFalse();
            }
        }
    }

    @Test
    void aThousandAddressesAreHeldAndRenewedTogetherWithAnotherInstances() {
        Built.orSkip(Product.BATON);
        String many = IntStream.range(0, 1000)
                .mapToObj(number -> "10.50." + number / 250 + "." + (number % 250 + 1) + "/32")
                .collect(Collectors.joining("\n"));
        String instance = """
                vrrp_instance %s {
                interface eth0
                virtual_router_id %d
                version 3
                advert_int 0.1
                garp_master_repeat 1
                garp_master_delay 0
                virtual_ipaddress {
                %s
                }
                %s
                }
                """;
        String text = instance.formatted("VI_1", 51, "172.16.0.222/16", "")
                + instance.formatted("MANY", 52, "172.16.0.223/16", "virtual_ipaddress_excluded {\n" + many + "\n}");
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            try (Peer peer = new BatonPeer(host, text)) {
                peer.start();
                awaitMaster(peer);
                Await.until("all are there", SOON, () -> addresses(host) > 1000, peer::log);
                Await.holds("they stay", Duration.ofSeconds(4), () -> addresses(host) > 1000, peer::log);
                assertThat(peer.log()).doesNotContain("removed by somebody else");
                assertThat(peer.log().lines().filter(line -> line.contains("Entering MASTER")))
                        .hasSize(2);
            }
        }
    }

    @Test
    void addressComesBackAfterAFlushAndAfterItsLinkWasDown() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            try (Peer peer = new BatonPeer(host, Checkout.seed("ha1.conf"))) {
                peer.start();
                awaitMaster(peer);
                // It gives up after ten rounds: what it deletes is there again when it looks.
                host.run("sh", "-c", "ip address flush dev eth0 || true");
                Await.until("it is back after a flush", SOON, () -> host.holds(Pair.VIP), peer::log);
                host.run("ip", "link", "set", "eth0", "down");
                Await.until("it is in FAULT", SOON, () -> peer.log().contains("FAULT STATE"), peer::log);
                host.run("ip", "link", "set", "eth0", "up");
                awaitMaster(peer);
            }
        }
    }

    @Test
    void whatIsNotTrackedStaysAwayWhenSomebodyElseDeletesIt() {
        Built.orSkip(Product.BATON);
        String text = Checkout.seed("ha1.conf")
                .replace("172.16.0.222/16 dev eth0 label eth0:1", "172.16.0.222/16\n10.60.0.1/32 no_track");
        assertThat(text).contains("no_track");
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            try (Peer peer = new BatonPeer(host, text)) {
                peer.start();
                awaitMaster(peer);
                Await.until("both are there", SOON, () -> host.holds("10.60.0.1"), peer::log);
                host.run("ip", "address", "del", "10.60.0.1/32", "dev", "eth0");
                Await.holds("it stays away", SOON, () -> !host.holds("10.60.0.1"), peer::log);
                assertThat(peer.isMasterOf(Pair.VIP)).isTrue();
            }
        }
    }

    @Test
    void reloadChangesRoutesOfAMaster() throws IOException {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Peer peer = new BatonPeer(host, configuration())) {
                peer.start();
                awaitMaster(peer);
                Await.until("routes are there", SOON, () -> routes(host).contains("10.16.0.0/16"), peer::log);
                peer.configure(configuration()
                        .replace("10.16.0.0/16 via 172.30.0.1", "10.16.0.0/16 via 172.30.0.2")
                        .replace("    10.14.0.0/16 dev eth1 scope link\n", ""));
                peer.reload();
                Await.until(
                        "routes have changed",
                        SOON,
                        () -> routes(host).contains("10.16.0.0/16 via 172.30.0.2")
                                && !routes(host).contains("10.14.0.0/16"),
                        () -> routes(host) + peer.log());
                assertThat(routes(host)).contains("10.10.0.0/16");
                assertThat(peer.isMasterOf(Pair.VIP)).isTrue();
            }
        }
    }

    private static String routes(Host host) {
        return host.run("ip", "route", "show", "proto", "18");
    }

    private static long addresses(Host host) {
        return host.run("ip", "-o", "-4", "address", "show", "dev", "eth0")
                .lines()
                .count();
    }

    @Test
    void instancesOfATrackGroupAreInFaultWhileItsEntryCannotBeThere() {
        Built.orSkip(Product.BATON);
        String text = """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                track_group uplink {
                    group {
                        VI_1
                    }
                }
                static_routes {
                    10.77.0.0/16 dev eth1 track_group uplink
                }
                """;
        try (Segment segment = Segment.open()) {
            Host host = host(segment);
            try (Peer peer = new BatonPeer(host, text)) {
                peer.start();
                awaitMaster(peer);
                host.run("ip", "link", "set", "eth1", "down");
                Await.until("it is in FAULT", SOON, () -> peer.log().contains("FAULT STATE"), peer::log);
                host.run("ip", "link", "set", "eth1", "up");
                awaitMaster(peer);
            }
        }
    }
}
