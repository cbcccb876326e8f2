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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Virtual addresses that a master holds and does not answer for.
@Tag("kernel")
class AcceptTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);

    private static String configuration(String globals, int priority) {
        return """
                global_defs {
                    %s
                }
                vrrp_instance V4 {
                    interface eth0
                    virtual_router_id 51
                    priority %d
                    no_accept
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                vrrp_instance V6 {
                    interface eth0
                    virtual_router_id 52
                    priority %d
                    no_accept
                    virtual_ipaddress {
                        fe80::222
                        fd00::222/64
                    }
                }
                """.formatted(globals, priority, priority);
    }

    private static boolean answers(Host client, String address) {
        return client.machine().attempt("ping", "-c2", "-i0.2", "-W1", address).exit() == 0;
    }

    @Test
    void masterHidesItsAddressesAndVrrpGoesOn() {
        Built.orSkip(Product.BATON);
        try (Pair pair = new Pair(
                host -> Product.BATON.on(host, configuration("", 150)),
                host -> Product.KEEPALIVED.on(host, configuration("nftables", 100)),
                Pair.VIP)) {
            pair.startInOrder();
            pair.awaitAdvert(pair.first());
            Await.until("IPv6 too", ATTEMPT_MAX, () -> pair.first().isMasterOf("fd00::222"), pair::logs);
            assertThat(answers(pair.client(), Pair.VIP)).isFalse();
            assertThat(answers(pair.client(), "fd00::222")).isFalse();
            assertThat(answers(pair.client(), "fe80::222%eth0")).isFalse();
            assertThat(answers(pair.client(), "172.16.0.224")).isTrue();
            assertThat(answers(pair.client(), "fd00::224")).isTrue();
            assertThat(pair.second().isMasterOf(Pair.VIP)).isFalse();
            assertThat(pair.second().log()).contains("V4").doesNotContain("Entering MASTER STATE");
            // The address can be found, and packets to it forwarded by somebody else.
            assertThat(pair.client().run("ip", "neigh", "show", Pair.VIP)).contains("lladdr");
            assertThat(pair.first().stop()).isZero();
            assertThat(pair.first().host().run("nft", "list", "ruleset")).isEmpty();
        }
    }

    @Test
    void filteredAddressesAreTheOriginals() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String globals = "nftables table1\nnftables_priority -7\nnftables_counters";
        assertThat(hidden(Product.BATON, globals))
                .isEqualTo(hidden(Product.KEEPALIVED, globals))
                .contains("table ip table1", "priority filter - 7", "172.16.0.222", "fe80::222 . \"eth0\"", "counter");
    }

    /// The names of tables and sets, what is in them, and where the chains hang: without the order and the rules
    /// between, which differ on purpose.
    private static String hidden(Product product, String globals) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16", "fd00::224/64");
            Peer peer = product.on(host, configuration(globals, 150));
            peer.start();
            Await.until(
                    "it is master",
                    ATTEMPT_MAX,
                    () -> peer.isMasterOf(Pair.VIP) && peer.isMasterOf("fd00::222"),
                    peer::log);
            return host.run(
                    "sh",
                    "-c",
                    "nft -s list ruleset | grep -E '^table|set vips|elements|type (filter|ipv)|@vips ' | grep -v -e icmpv6 -e nd-neigh"
                            + " | sed 's/^[ \\t]*//' | sort");
        }
    }

    @Test
    void leftoverTableIsReplacedAndARemovedOneComesBackWithTheNextConfiguration() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run(
                    "sh", "-c", "nft add table ip keepalived; nft add chain ip keepalived old; nft add table ip other");
            BatonPeer peer = new BatonPeer(host, configuration("", 150));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(host.run("nft", "list", "ruleset"))
                    .contains("172.16.0.222")
                    .doesNotContain("old");
            peer.configure(configuration("nftables renamed", 150).replace("172.16.0.222/16", "172.16.0.223/16"));
            peer.reload();
            Await.until(
                    "the new table is there",
                    ATTEMPT_MAX,
                    () -> host.run("nft", "list", "ruleset").contains("172.16.0.223"),
                    peer::log);
            assertThat(host.run("nft", "list", "tables"))
                    .contains("ip renamed", "ip6 renamed", "ip other")
                    .doesNotContain("keepalived");
            peer.kill();
            assertThat(host.run("nft", "list", "tables")).contains("ip renamed");
            peer.start();
            Await.until("it runs again", ATTEMPT_MAX, () -> peer.log().contains("Startup complete"), peer::log);
            assertThat(peer.stop()).isZero();
            assertThat(host.run("nft", "list", "tables").strip()).isEqualTo("table ip other");
        }
    }
}
