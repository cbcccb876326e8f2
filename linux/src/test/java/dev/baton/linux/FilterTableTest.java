package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.netlink.FilterTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class FilterTableTest {
    private static final String LINKS =
            "ip link add eth0 type veth peer name p0;" + "ip link add link eth0 name vrrp.51 type macvlan mode private";

    private static int index(String device) throws Exception {
        return Integer.parseInt(
                sh("ip -o link show " + device + " | cut -d: -f1").strip());
    }

    @Test
    void theIpv4TableIsWhatNftWouldHaveMade() throws Exception {
        Isolated.run(() -> {
            sh(LINKS);
            try (NfTables tables = NfTables.open()) {
                tables.replace(new FilterTable(
                        IpFamily.IPV4,
                        "keepalived",
                        -1,
                        true,
                        List.of(IpAddress.of("10.0.0.100")),
                        List.of(),
                        Map.of(index("vrrp.51"), index("eth0"))));
                assertSameAs("""
                        table ip keepalived {
                          map vmac_map { type iface_index : iface_index; elements = { "vrrp.51" : "eth0" } }
                          set vips { type ipv4_addr; elements = { 10.0.0.100 } }
                          chain out {
                            type filter hook output priority -1; policy accept;
                            ip protocol igmp dup to ip daddr device oif map @vmac_map counter drop
                            ip saddr @vips counter drop
                          }
                          chain in {
                            type filter hook input priority -1; policy accept;
                            ip daddr @vips counter drop
                          }
                        }
                        """);
            }
        });
    }

    @Test
    void theIpv6TableIsWhatNftWouldHaveMade() throws Exception {
        Isolated.run(() -> {
            sh(LINKS);
            int own = index("vrrp.51");
            try (NfTables tables = NfTables.open()) {
                tables.replace(new FilterTable(
                        IpFamily.IPV6,
                        "mine",
                        10,
                        false,
                        List.of(IpAddress.of("fd00::100")),
                        List.of(new FilterTable.OnLink(IpAddress.of("fe80::1:1"), own)),
                        Map.of(own, index("eth0"))));
                assertSameAs("""
                        table ip6 mine {
                          map vmac_map { type iface_index : iface_index; elements = { "vrrp.51" : "eth0" } }
                          set vips { type ipv6_addr; elements = { fd00::100 } }
                          set vips_link_local {
                            type ipv6_addr . iface_index; elements = { fe80::1:1 . "vrrp.51" }
                          }
                          chain out {
                            type filter hook output priority 10; policy accept;
                            icmpv6 type mld2-listener-report dup to ip6 daddr device oif map @vmac_map drop
                            icmpv6 type nd-router-solicit oif @vmac_map drop
                            icmpv6 type nd-neighbor-solicit accept
                            icmpv6 type nd-neighbor-advert accept
                            ip6 saddr @vips drop
                            ip6 saddr . oif @vips_link_local drop
                          }
                          chain in {
                            type filter hook input priority 10; policy accept;
                            icmpv6 type nd-neighbor-solicit accept
                            icmpv6 type nd-neighbor-advert accept
                            ip6 daddr @vips drop
                            ip6 daddr . iif @vips_link_local drop
                          }
                        }
                        """);
            }
        });
    }

    @Test
    void thousandsOfAddressesAreOneTransactionAndTheLastTableCounts() throws Exception {
        Isolated.run(() -> {
            try (NfTables tables = NfTables.open()) {
                List<IpAddress> many = IntStream.range(0, 4000)
                        .mapToObj(number -> IpAddress.of("10.9." + number / 250 + "." + number % 250))
                        .toList();
                FilterTable large = new FilterTable(IpFamily.IPV4, "keepalived", -1, false, many, List.of(), Map.of());
                tables.replace(large);
                assertThat(sh("nft -j list set ip keepalived vips | grep -o '10[.]9[.][0-9.]*' | wc -l")
                                .strip())
                        .isEqualTo("4000");
                tables.replace(new FilterTable(
                        IpFamily.IPV4, "keepalived", -1, false, many.subList(7, 8), List.of(), Map.of()));
                assertThat(sh("nft list ruleset")).contains("10.9.0.7").doesNotContain("10.9.0.8");
                tables.remove(large);
                assertThat(sh("nft list ruleset")).isEmpty();
            }
        });
    }

    private static void assertSameAs(String rules) throws Exception {
        String made = sh("nft list ruleset");
        sh("nft flush ruleset");
        sh("nft -f - <<'RULES'\n" + rules + "RULES\n");
        assertThat(made).isEqualTo(sh("nft list ruleset")).contains("drop");
    }
}
