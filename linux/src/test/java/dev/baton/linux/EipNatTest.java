package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.Ipv4Address;
import dev.baton.wire.netlink.NatTable.SourceTranslation;
import dev.baton.wire.netlink.NatTable.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("kernel")
@Timeout(60)
class EipNatTest {
    private static Ipv4Address ipv4(String text) {
        return Ipv4Address.parse(text).orElseThrow();
    }

    @Test
    void theTableIsWhatNftWouldHaveMade() throws Exception {
        Isolated.run(() -> {
            try (EipNat nat = EipNat.open("baton_eip")) {
                nat.replace(List.of(new Translation(ipv4("203.0.113.1"), ipv4("10.0.0.9"))));
                nat.replace(List.of(new Translation(ipv4("139.196.75.13"), ipv4("172.16.0.222"))));
                String made = sh("nft list ruleset");
                sh("nft flush ruleset");
                sh("""
                        nft -f - <<'RULES'
                        table ip baton_eip {
                          chain prerouting {
                            type nat hook prerouting priority dstnat; policy accept;
                            ip daddr 139.196.75.13 dnat to 172.16.0.222
                          }
                          chain postrouting {
                            type nat hook postrouting priority srcnat; policy accept;
                            ip saddr 172.16.0.222 snat to 139.196.75.13
                          }
                        }
                        RULES
                        """);
                assertThat(made).isEqualTo(sh("nft list ruleset")).contains("dnat to 172.16.0.222");
            }
        });
    }

    @Test
    void sourcesAreTranslatedAtTheBorderLongestPrefixFirst() throws Exception {
        Isolated.run(() -> {
            try (EipNat nat = EipNat.open("baton_eip")) {
                int lo = 1;
                nat.replace(
                        List.of(new Translation(ipv4("139.196.75.13"), ipv4("172.16.0.222"))),
                        List.of(
                                new SourceTranslation(ipv4("172.16.0.0"), 16, ipv4("139.196.75.14")),
                                new SourceTranslation(ipv4("172.16.8.130"), 25, ipv4("139.196.75.15"))),
                        lo);
                String made = sh("nft list ruleset");
                sh("nft flush ruleset");
                sh("""
                        nft -f - <<'RULES'
                        table ip baton_eip {
                          chain prerouting {
                            type nat hook prerouting priority dstnat; policy accept;
                            ip daddr 139.196.75.13 dnat to 172.16.0.222
                          }
                          chain postrouting {
                            type nat hook postrouting priority srcnat; policy accept;
                            ip saddr 172.16.0.222 snat to 139.196.75.13
                            ip saddr 172.16.8.128/25 oif "lo" snat to 139.196.75.15
                            ip saddr 172.16.0.0/16 oif "lo" snat to 139.196.75.14
                          }
                          chain leaving {
                            type filter hook postrouting priority 101; policy accept;
                            oif "lo" ip saddr 139.196.75.13 accept
                            oif "lo" ip saddr 139.196.75.14 accept
                            oif "lo" ip saddr 139.196.75.15 accept
                            oif "lo" drop
                          }
                        }
                        RULES
                        """);
                assertThat(made).isEqualTo(sh("nft list ruleset")).contains("snat to 139.196.75.15");
            }
        });
    }

    @Test
    void removingLeavesOtherTablesAlone() throws Exception {
        Isolated.run(() -> {
            try (EipNat nat = EipNat.open("baton_eip")) {
                sh("nft add table ip somebodys");
                nat.remove();
                nat.replace(IntStream.range(1, 400)
                        .mapToObj(number -> new Translation(
                                new Ipv4Address(0xcb00_0000 + number), new Ipv4Address(0x0a00_0000 + number)))
                        .toList());
                assertThat(sh("nft list ruleset")).contains("dnat to 10.0.1.143");
                nat.remove();
                assertThat(sh("nft list ruleset").strip()).isEqualTo("table ip somebodys {\n}");
            }
        });
    }

    @Test
    void theOutsideAddressAnswersForTheInsideOne() throws Exception {
        Isolated.run(() -> {
            try (TwoHosts hosts = TwoHosts.connect();
                    IcmpEcho prober = IcmpEcho.open(ipv4("139.196.75.13"), 7);
                    EipNat nat = hosts.other().call(() -> EipNat.open("baton_eip"))) {
                sh("ip route add 139.196.75.13/32 via 10.0.0.2");
                assertThat(probe(prober, 3)).as("without translation").isEmpty();
                nat.replace(List.of(new Translation(ipv4("139.196.75.13"), ipv4("10.0.0.2"))));
                List<IcmpEcho.Reply> replies = probe(prober, 3);
                assertThat(replies).extracting(IcmpEcho.Reply::sequence).containsExactly(3, 4, 5);
                assertThat(replies).allMatch(reply -> reply.sent().isReachedAt(reply.received()));
            }
        });
    }

    private static List<IcmpEcho.Reply> probe(IcmpEcho prober, int requests) {
        List<IcmpEcho.Reply> replies = new ArrayList<>();
        try (EventLoop loop = EventLoop.open()) {
            loop.watch(prober, now -> prober.receive(replies::add));
            for (int request = 0; request < requests; request++) {
                prober.send();
            }
            for (int round = 0; round < 5 && replies.size() < requests; round++) {
                loop.wakeUpOnce(200);
            }
        }
        return replies;
    }

    @Test
    void aRefusedChangeLeavesEverythingAsItWas() throws Exception {
        Isolated.run(() -> {
            // Longer than the kernel's NFT_NAME_MAXLEN.
            try (EipNat impossible = EipNat.open("x".repeat(300));
                    EipNat nat = EipNat.open("baton_eip")) {
                nat.replace(List.of(new Translation(ipv4("139.196.75.13"), ipv4("172.16.0.222"))));
                String before = sh("nft list ruleset");
                assertThatThrownBy(() -> impossible.replace(List.of()))
                        .isInstanceOf(KernelException.class)
                        .hasMessageStartingWith("replace nf_tables table xxx");
                assertThat(sh("nft list ruleset")).isEqualTo(before);
                nat.remove();
                assertThat(sh("nft list ruleset")).isEmpty();
            }
        });
    }
}
