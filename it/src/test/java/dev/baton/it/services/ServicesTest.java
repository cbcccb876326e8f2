package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Virtual servers as their clients see them.
@Tag("kernel")
class ServicesTest {
    private static final String CONF = """
            global_defs {
                enable_script_security
                script_user root
                lvs_notify_fifo /run/lvs.fifo
            }
            baton {
                balancer nftables
            }
            virtual_server 172.16.0.222 80 {
                delay_loop 0.5
                lb_algo rr
                lb_kind NAT
                protocol TCP
                quorum_up "/usr/bin/touch /run/quorum-up"
                quorum_down "/usr/bin/touch /run/quorum-down"
                sorry_server 172.16.0.13 8080
                real_server 172.16.0.11 8080 {
                    weight 1
                    TCP_CHECK {
                        connect_timeout 1
                        delay_before_retry 0.2
                    }
                }
                real_server 172.16.0.12 8080 {
                    weight 1
                    TCP_CHECK {
                        connect_timeout 1
                        delay_before_retry 0.2
                    }
                }
            }
            """;

    private static final String MORE = """
            track_file drain {
                file /run/drain
            }
            virtual_server 172.16.0.222 82 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 172.16.0.12 8080 {
                    FILE_CHECK {
                        track_file drain
                        weight 0
                    }
                }
            }
            virtual_server fwmark 7 {
                delay_loop 0.5
                lb_algo wrr
                lb_kind NAT
                real_server 172.16.0.12 8080 {
                }
            }
            virtual_server 172.16.0.222 53 {
                lb_algo rr
                lb_kind NAT
                protocol UDP
                real_server 172.16.0.12 8080 {
                }
            }
            virtual_server 172.16.0.223 80 {
                delay_loop 0.3
                lb_algo rr
                lb_kind NAT
                protocol TCP
                ha_suspend
                real_server 172.16.0.13 9999 {
                    TCP_CHECK {
                        retry 0
                    }
                }
            }
            virtual_server 172.16.0.222 81 {
                lb_algo rr
                lb_kind DR
                protocol TCP
                real_server 172.16.0.11 81 {
                }
            }
            """;

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
    }

    @Test
    void serversComeAndGoAndTheSorryServerStepsIn() {
        try (Balanced lab = new Balanced(CONF).serve(11, 12, 13).start()) {
            lab.awaitOnly("11", "12");
            lab.awaitFile("/run/quorum-up");
            lab.awaitChecked(11, 12).end(11);
            lab.awaitOnly("12");
            lab.end(12);
            lab.awaitOnly("13");
            lab.awaitFile("/run/quorum-down");
            lab.serve(12);
            lab.awaitOnly("12");
            assertThat(lab.status())
                    .contains("balancer: nftables through libnftables, as balancer says")
                    .containsPattern("\\[172\\.16\\.0\\.222]:tcp:80 +UP +rr")
                    .containsPattern(
                            "\\[172\\.16\\.0\\.11]:tcp:8080 +DOWN +1 +- +\\d\\d:\\d\\d:\\d\\d +TCP_CHECK failed 2 times:"
                                    + " Connection refused")
                    .containsPattern(
                            "\\[172\\.16\\.0\\.12]:tcp:8080 +UP +1 +[1-9]\\d* +\\d\\d:\\d\\d:\\d\\d +TCP_CHECK succeeded");
            assertThat(lab.daemon().log())
                    .contains("Removing service [172.16.0.11]:tcp:8080 from VS [172.16.0.222]:tcp:80: TCP_CHECK failed"
                            + " 2 times: Connection refused")
                    .contains("Lost quorum for VS [172.16.0.222]:tcp:80: only weight 0 is alive, the quorum is 1")
                    .contains("Adding sorry server [172.16.0.13]:8080 to VS [172.16.0.222]:tcp:80");
            assertThat(lab.daemon().stop()).isZero();
            assertThat(lab.balancer().run("nft", "list", "ruleset")).isEmpty();
        }
    }

    @Test
    void establishedConnectionsOutliveReloadsDrainingAndTheDaemon() {
        try (Balanced lab = new Balanced(CONF).serve(11, 12, 13).start()) {
            lab.awaitOnly("11", "12");
            try (Program connection = lab.longConnection()) {
                Await.until("it talks", Balanced.SOON, () -> connection.log().contains("\n3\n"), connection::log);
                lab.daemon().configure(CONF.replaceAll("weight 1", "weight 0"));
                lab.daemon().reload();
                lab.awaitOnly("13");
                lab.daemon().configure(CONF);
                lab.daemon().reload();
                lab.awaitOnly("11", "12");
                lab.daemon().kill();
                assertThat(lab.ask(2))
                        .as("the kernel goes on without the daemon")
                        .containsExactlyInAnyOrder("11", "12");
                lab.start().awaitOnly("11", "12");
                int before = connection.log().length();
                Await.until(
                        "it still talks", Balanced.SOON, () -> connection.log().length() > before + 8, connection::log);
                assertThat(connection.log()).doesNotContain("BROKEN");
                assertThat(connection.isRunning()).isTrue();
            }
            lab.balancer().run("nft", "delete", "table", "inet", "baton");
            Await.until(
                    "the table is put back",
                    Balanced.SOON,
                    () -> lab.daemon().log().contains("it has been put back"),
                    lab.daemon()::log);
            lab.awaitOnly("11", "12");
        }
    }

    @Test
    void marksDatagramsFilesAndAddressesThatAreElsewhere() {
        try (Balanced lab = new Balanced(CONF + MORE).serve(11, 12)) {
            lab.balancer()
                    .run(
                            "nft",
                            "table ip marking { chain pre { type filter hook prerouting priority mangle;"
                                    + " tcp dport 99 meta mark set 7; }; }");
            lab.start();
            Await.until(
                    "the mark leads there",
                    Balanced.SOON,
                    () -> lab.ask(Balanced.VIP, 99).equals("12"),
                    lab.daemon()::log);
            assertThat(
                            lab.client()
                                    .run(
                                            "bash",
                                            "-c",
                                            "exec 3<>/dev/udp/172.16.0.222/53; echo q >&3; timeout 3 dd bs=512 count=1 status=none <&3"))
                    .isEqualTo("12\n");
            assertThat(lab.daemon().log())
                    .contains("VS [172.16.0.222]:tcp:81: lvs_method DR: not served")
                    .doesNotContain("[172.16.0.13]:tcp:9999 failed");
            assertThat(lab.ask(Balanced.VIP, 82)).isEqualTo("12");
            lab.balancer().run("sh", "-c", "echo 1 > /run/drain");
            Await.until(
                    "the file takes it out",
                    Balanced.SOON,
                    () -> lab.ask(Balanced.VIP, 82).isEmpty(),
                    lab.daemon()::log);
            assertThat(lab.daemon().log()).contains("tracked file drain says 1");
            lab.balancer().run("ip", "address", "add", "172.16.0.223/16", "dev", "eth0");
            Await.until(
                    "it is checked where its address is",
                    Balanced.SOON,
                    () -> lab.daemon().log().contains("Removing service [172.16.0.13]:tcp:9999"),
                    lab.daemon()::log);
        }
    }
}
