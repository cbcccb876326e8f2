package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The files that monitoring reads from keepalived, from both daemons with the same configuration.
@Tag("kernel")
class DumpTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final Pattern KEY = Pattern.compile("\"([a-z_]+)\":");
    private static final String CONFIG = """
            global_defs {
                router_id ha1
                script_user root
                data_use_instance no
                json_version 1
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 120
                advert_int 1
                nopreempt
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                notify_master "/bin/true m"
                notify "/bin/true x"
                virtual_ipaddress {
                    172.16.0.222/16 dev eth0 label eth0:1
                    172.16.0.223/16
                }
                virtual_ipaddress_excluded {
                    172.16.0.221/16
                }
                virtual_routes {
                    10.5.0.0/24 via 172.16.0.1 dev eth0
                }
            }
            vrrp_instance VI_2 {
                interface eth0
                virtual_router_id 52
                version 3
                advert_int 0.5
                virtual_ipaddress {
                    fe80::1:1/64
                    fd00::1/64
                }
            }
            vrrp_sync_group G {
                group {
                    VI_1
                    VI_2
                }
            }
            """;

    @Test
    void dumpsHaveTheShapeThatMonitoringKnows() {
        Built.orSkip(Product.BATON);
        try (Segment here = Segment.open();
                Segment there = Segment.open()) {
            Host ours = here.host("ha1", "172.16.0.224/16", "fd00::224/64");
            Host theirs = there.host("ha1", "172.16.0.224/16", "fd00::224/64");
            BatonPeer baton = new BatonPeer(ours, CONFIG);
            KeepalivedPeer keepalived = new KeepalivedPeer(theirs, CONFIG);
            for (Peer peer : List.of(baton, keepalived)) {
                peer.start();
                Await.until(
                        "it is master of both",
                        ATTEMPT_MAX,
                        () -> peer.isMasterOf("172.16.0.222") && peer.isMasterOf("fd00::1"),
                        peer::log);
            }
            assertThat(keys(dump(baton, "36", "json"))).isEqualTo(keysWithExtensions(dump(keepalived, "36", "json")));
            assertThat(values(dump(baton, "36", "json"))).isEqualTo(values(dump(keepalived, "36", "json")));
            assertThat(shape(dump(baton, "USR2", "stats"))
                            .replaceAll("(?s)  Authentication Ext.*?  Priority", "  Priority"))
                    .isEqualTo(shape(dump(keepalived, "USR2", "stats")));
            String data = dump(baton, "USR1", "data");
            String known = dump(keepalived, "USR1", "data");
            assertThat(known.lines().map(DumpTest::title).toList())
                    .as(data)
                    .containsAll(instanceLines(data).stream()
                            .filter(line -> !line.contains("Master router"))
                            .map(DumpTest::title)
                            .toList());
            assertThat(known.lines().toList()).containsAll(addressLines(data)).isNotEmpty();
            assertThat(addressLines(data)).hasSize(5);
            assertThat(ours.run("stat", "-c", "%a", "/tmp/keepalived.data")).isEqualTo("600\n");
        }
    }

    @Test
    void stateDumpGoesWhereTheConfigurationSays() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16", "fd00::224/64");
            BatonPeer peer = new BatonPeer(
                    host,
                    "instance left\n"
                            + CONFIG.replace("data_use_instance no", "data_use_instance\n state_dump_file /run/dump/")
                                    .replace("json_version 1", "json_version 2"));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf("172.16.0.222"), peer::log);
            host.run("mkdir", "-p", "/run/dump");
            // What somebody left in everybody's folder is not followed.
            host.run("ln", "-s", "/run/victim", "/tmp/keepalived.left.json");
            host.run("sh", "-c", "kill -USR1 $(cat /run/keepalived/keepalived_left.pid)");
            host.run("sh", "-c", "kill -36 $(cat /run/keepalived/keepalived_left.pid)");
            await(host, "/run/dump/keepalived.left.data", "VRRP Instance = VI_1");
            await(host, "/tmp/keepalived.left.json", "{\"vrrp\":[{\"data\":{\"iname\":\"VI_1\"");
            assertThat(host.machine().attempt("test", "-e", "/run/victim").exit())
                    .isOne();
        }
    }

    @Test
    void backupKnowsThePriorityOfItsMasterAndCountsAnewWhenAsked() {
        Built.orSkip(Product.BATON, Product.KEEPALIVED);
        try (Segment segment = Segment.open()) {
            String text = CONFIG.replace("nopreempt", "");
            Peer master = new KeepalivedPeer(
                    segment.host("ha0", "172.16.0.220/16", "fd00::220/64"),
                    text.replace("priority 120", "priority 150"));
            master.start();
            Await.until("there is a master", ATTEMPT_MAX, () -> master.isMasterOf("172.16.0.222"), master::log);
            for (Peer peer : List.of(
                    new BatonPeer(segment.host("ha1", "172.16.0.224/16", "fd00::224/64"), text),
                    new KeepalivedPeer(segment.host("ha2", "172.16.0.225/16", "fd00::225/64"), text))) {
                peer.start();
                Await.until(
                        peer.product() + " has heard it",
                        ATTEMPT_MAX,
                        () -> peer.log().contains("Startup complete") && received(dump(peer, "USR2", "stats")) > 4,
                        peer::log);
                assertThat(dump(peer, "36", "json")).as(peer.product()).contains("\"master_priority\":150");
                long before = received(dump(peer, "63", "stats"));
                assertThat(before).as(peer.product()).isGreaterThan(4);
                assertThat(received(dump(peer, "USR2", "stats")))
                        .as(peer.product())
                        .isLessThan(before);
            }
        }
    }

    private static long received(String statistics) {
        return Long.parseLong(statistics.replaceFirst("(?s).*?Received: (\\d+).*", "$1"));
    }

    private static String dump(Peer peer, String signal, String kind) {
        Host host = peer.host();
        String file = "/tmp/keepalived." + kind;
        host.run("rm", "-f", file);
        host.run("sh", "-c", "kill -" + signal + " $(cat /run/keepalived.pid)");
        await(host, file, "VI_2");
        // keepalived writes piece by piece.
        Await.until("it is complete", ATTEMPT_MAX, () -> isComplete(host, file), peer::log);
        return host.run("cat", file);
    }

    private static boolean isComplete(Host host, String file) {
        String text = host.run("cat", file);
        return text.endsWith("}\n")
                || text.endsWith("}]\n")
                || text.contains("Sync Group = G")
                || text.endsWith("Sent: 0\n");
    }

    private static void await(Host host, String file, String text) {
        Await.until(
                file + " is written",
                ATTEMPT_MAX,
                () -> host.machine().attempt("grep", "-qF", text, file).exit() == 0,
                () -> host.machine().attempt("cat", file).output());
    }

    private static List<String> keys(String json) {
        return KEY.matcher(json).results().map(MatchResult::group).toList();
    }

    /// keepalived counts these since 2.4.0.
    private static List<String> keysWithExtensions(String json) {
        return keys(json.replace(
                "\"pri_zero_rcvd\"",
                "\"auth_ext_missing\":0,\"auth_ext_malformed\":0,\"auth_ext_unknown_key\":0,"
                        + "\"auth_ext_invalid_hmac\":0,\"auth_ext_stale\":0,\"auth_ext_replay\":0,\"pri_zero_rcvd\""));
    }

    /// Everything that does not depend on when they were started.
    private static String values(String json) {
        return json.strip()
                .replaceAll("\"auth_ext_[a-z_]+\":0,", "")
                .replaceAll("(last_transition|advert_sent)\":[0-9.]+", "$1")
                .replace("\"1111\"", "\"********\"")
                // Where /bin is a link both say where it leads, if they were told so.
                .replace("\\/usr\\/bin", "\\/bin");
    }

    private static String shape(String statistics) {
        return statistics.replaceAll("Sent: [0-9]+", "Sent: n");
    }

    private static List<String> instanceLines(String data) {
        String topology = data.substring(data.indexOf("------< VRRP Topology"));
        return topology.lines().toList();
    }

    private static List<String> addressLines(String data) {
        return data.lines()
                .filter(line -> line.startsWith("     ") && line.endsWith(" set"))
                .toList();
    }

    private static String title(String line) {
        return line.replaceAll(" = .*", " =").replaceAll("address .*", "address");
    }
}
