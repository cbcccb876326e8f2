package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the daemon changes of its surroundings while it runs, beside what keepalived changes.
@Tag("kernel")
class SettingsTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);

    private static String configuration(String globals, String lines, String addresses) {
        return """
                global_defs {
                    %s
                }
                vrrp_instance V1 {
                    interface eth0
                    virtual_router_id 51
                    priority 150
                    %s
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(globals, lines, addresses);
    }

    /// What is seen while it is master; afterwards everything has to be as before.
    private static List<String> seen(Product product, String configuration, String command) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run("sh", "-c", "ip link add eth1 up type veth peer name peer1; ip link set peer1 up");
            List<String> before = lines(host, command);
            Peer peer = product.on(host, configuration);
            List<String> meanwhile = changed(peer, before, command);
            assertThat(peer.stop()).isZero();
            assertThat(lines(host, command))
                    .as(product + " has put everything back")
                    .isEqualTo(before);
            return meanwhile;
        }
    }

    /// Starts it and waits until what is seen has changed.
    private static List<String> changed(Peer peer, List<String> before, String command) {
        peer.start();
        Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
        Await.until(
                "something has changed",
                ATTEMPT_MAX,
                () -> !lines(peer.host(), command).equals(before),
                peer::log);
        return lines(peer.host(), command);
    }

    @Test
    void killedDaemonsSettingsArePutBackByTheNextOne() {
        Built.orSkip(Product.BATON);
        String text = configuration("disable_local_igmp", "promote_secondaries\nuse_vmac", "172.16.0.222/16");
        String command = "cat /proc/sys/net/ipv4/igmp_link_local_mcast_reports;"
                + " sysctl -a 2>/dev/null | grep -E 'ipv4.conf.(all|default|eth0|eth1|lo)[.]'";
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run("sh", "-c", "ip link add eth1 up type veth peer name peer1; ip link set peer1 up");
            host.run("sysctl", "-w", "net.ipv4.conf.all.rp_filter=1", "net.ipv4.conf.eth1.rp_filter=0");
            List<String> before = lines(host, command);
            Peer peer = Product.BATON.on(host, text);
            List<String> meanwhile = changed(peer, before, command);
            assertThat(meanwhile).contains("net.ipv4.conf.eth0.promote_secondaries = 1");
            peer.kill();
            assertThat(lines(host, command)).isEqualTo(meanwhile);
            changed(peer, before, command);
            peer.kill();
            peer.configure(configuration("", "", "172.16.0.222/16"));
            peer.start();
            Await.until(
                    "one that asks for none of it has put it back at its start",
                    ATTEMPT_MAX,
                    () -> lines(host, command).equals(before),
                    () -> peer.log() + lines(host, command));
            assertThat(peer.stop()).isZero();
            assertThat(lines(host, command)).isEqualTo(before);
            assertThat(host.run("ls", "/run/baton")).doesNotContain("settings");
        }
    }

    private static List<String> lines(Host host, String command) {
        return host.run("sh", "-c", command).lines().map(String::strip).toList();
    }

    @Test
    void reportsToGroupsOfTheLinkAreOffWhereThatIsAskedFor() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String text = configuration("disable_local_igmp", "", "172.16.0.222/16");
        String command = "cat /proc/sys/net/ipv4/igmp_link_local_mcast_reports";
        assertThat(seen(Product.BATON, text, command))
                .isEqualTo(seen(Product.KEEPALIVED, text, command))
                .containsExactly("0");
    }

    @Test
    void secondAddressesArePromotedWhereThatIsAskedFor() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String text = configuration("", "promote_secondaries", "172.16.0.222/16");
        String command = "cat /proc/sys/net/ipv4/conf/eth0/promote_secondaries";
        assertThat(seen(Product.BATON, text, command))
                .isEqualTo(seen(Product.KEEPALIVED, text, command))
                .containsExactly("1");
    }

    @Test
    void addressesOnOtherInterfacesGetMacAddressesOfTheRouterToo() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        String text = configuration("", "use_vmac\nuse_vmac_addr", "172.16.0.222/16\n172.17.0.222/32 dev eth1");
        String command =
                "ip -o link show type macvlan | sed 's/^[0-9]*: \\([^:]*\\):.*link.ether \\([0-9a-f:]*\\).*/\\1 \\2/';"
                        + " for a in 172.16.0.222 172.17.0.222; do ip -br address show to $a | awk '{print $1, $3}'; done";
        assertThat(seen(Product.BATON, text, command))
                .isEqualTo(seen(Product.KEEPALIVED, text, command))
                .hasSize(4)
                .contains("vrrp.51@eth0 00:00:5e:00:01:33");
    }

    @Test
    void strictMastersHideTheirAddresses() {
        Built.orSkip(Product.BATON);
        String text = configuration("vrrp_strict", "", "172.16.0.222/16");
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            Host client = segment.host("client", "172.16.0.9/16");
            Peer peer = Product.BATON.on(host, text);
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(client.machine()
                            .attempt("ping", "-c2", "-i0.2", "-W1", Pair.VIP)
                            .exit())
                    .isOne();
            assertThat(client.machine()
                            .attempt("ping", "-c1", "-W2", "172.16.0.224")
                            .exit())
                    .isZero();
            assertThat(peer.stop()).isZero();
            assertThat(host.run("nft", "list", "ruleset")).isEmpty();
        }
    }
}
