package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Virtual servers that are not TCP over IPv4.
@Tag("kernel")
class FamiliesTest {
    private static final String IPV6 = """
            baton {
                balancer nftables
            }
            virtual_server fd00::222 80 {
                delay_loop 0.5
                lb_algo rr
                lb_kind NAT
                protocol TCP
                sorry_server fd00::13 8080
                real_server fd00::11 8080 {
                    TCP_CHECK {
                        connect_timeout 1
                        delay_before_retry 0.2
                    }
                }
                real_server fd00::12 8080 {
                    TCP_CHECK {
                        connect_timeout 1
                        delay_before_retry 0.2
                    }
                }
            }
            virtual_server fd00::222 53 {
                lb_algo sh
                lb_kind NAT
                persistence_timeout 60
                persistence_granularity 64
                protocol UDP
                real_server fd00::12 8080 {
                }
            }
            virtual_server fwmark 7 {
                ip_family inet6
                lb_algo wrr
                lb_kind NAT
                real_server fd00::12 8080 {
                }
            }
            """;

    private static final String SCTP = """
            baton {
                balancer nftables
            }
            virtual_server 172.16.0.222 2905 {
                lb_algo rr
                lb_kind NAT
                protocol SCTP
                real_server 172.16.0.11 3905 {
                }
                real_server 172.16.0.12 3905 {
                }
            }
            """;

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
    }

    @Test
    void ipv6ByAddressDatagramAndMark() {
        try (Balanced lab = new Balanced(IPV6).serve6(11, 12, 13)) {
            lab.balancer()
                    .run(
                            "nft",
                            "table ip6 marking { chain pre { type filter hook prerouting priority mangle;"
                                    + " tcp dport 99 meta mark set 7; }; }");
            lab.start().awaitOnlyAt(Balanced.VIP6, "11", "12");
            assertThat(
                            lab.client()
                                    .run(
                                            "bash",
                                            "-c",
                                            "exec 3<>/dev/udp/fd00::222/53; echo q >&3; timeout 3 dd bs=512 count=1 status=none <&3"))
                    .isEqualTo("12\n");
            assertThat(lab.ask(Balanced.VIP6, 99)).as("by its mark").isEqualTo("12");
            lab.awaitChecked(11, 12).end(11);
            lab.awaitOnlyAt(Balanced.VIP6, "12");
            lab.end(12);
            lab.awaitOnlyAt(Balanced.VIP6, "13");
            assertThat(lab.daemon().log())
                    .contains(
                            "Removing service [fd00::11]:tcp:8080 from VS [fd00::222]:tcp:80: TCP_CHECK failed 2 times:"
                                    + " Connection refused");
            assertThat(lab.status()).containsPattern("\\[fd00::12]:udp:8080 +UP +1 +1 ");
            assertThat(lab.daemon().stop()).isZero();
        }
    }

    @Test
    void sctpIsTranslatedWithItsChecksum() {
        try (Balanced lab = new Balanced(SCTP);
                Program eleven = SctpPackets.serve(lab.servers(), "172.16.0.11", 11);
                Program twelve = SctpPackets.serve(lab.servers(), "172.16.0.12", 12)) {
            lab.start();
            Set<List<String>> answers = new HashSet<>();
            for (int port = 5000; port < 5004; port++) {
                answers.add(SctpPackets.ask(lab.client(), "172.16.0.10", Balanced.VIP, 2905, port));
            }
            assertThat(answers)
                    .as(() -> eleven.log() + twelve.log() + lab.balancer().run("nft", "list", "ruleset"))
                    .containsExactlyInAnyOrder(
                            List.of(Balanced.VIP, "2905", "2", "11", "sound"),
                            List.of(Balanced.VIP, "2905", "2", "12", "sound"));
        }
    }
}
