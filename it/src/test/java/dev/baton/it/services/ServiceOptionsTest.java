package dev.baton.it.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Product;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the `baton` block and `global_defs` say of all virtual servers, and what is missing on the machine.
@Tag("kernel")
class ServiceOptionsTest {
    private static final Pattern COUNTER = Pattern.compile("daddr 172\\.16\\.0\\.(\\d+) .*counter packets (\\d+)");

    private static String service(int port, String... servers) {
        return "virtual_server 172.16.0.222 " + port
                + " {\n delay_loop 0.3\n lb_algo rr\n lb_kind NAT\n protocol TCP\n"
                + List.of(servers).stream()
                        .map(server -> " real_server 172.16.0." + server
                                + " 8080 {\n TCP_CHECK {\n connect_timeout 1\n retry 0\n }\n }\n")
                        .collect(Collectors.joining())
                + "}\n";
    }

    private static String options(String lines) {
        return "baton {\n balancer nftables\n " + lines + "\n}\n";
    }

    @BeforeEach
    void needs() {
        Built.orSkip(Product.BATON);
    }

    /// Connections that were begun to each real server.
    private static List<Integer> connections(Host servers) {
        return COUNTER.matcher(servers.run("nft", "list", "table", "ip", "count"))
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(2)))
                .toList();
    }

    @Test
    void checksOfTheSameTargetAreShared() {
        String many = IntStream.range(0, 8)
                .mapToObj(i -> service(80 + i, i == 0 ? new String[] {"11", "12"} : new String[] {"11"}))
                .collect(Collectors.joining());
        try (Balanced lab = new Balanced(options("shared_checks") + many).serve(11, 12)) {
            lab.servers()
                    .run(
                            "nft",
                            "table ip count { chain in { type filter hook input priority 0;"
                                    + " ip daddr 172.16.0.11 tcp flags & (syn | ack) == syn counter;"
                                    + " ip daddr 172.16.0.12 tcp flags & (syn | ack) == syn counter; }; }");
            lab.start();
            Await.until(
                    "they have been checked some times",
                    Balanced.SOON,
                    () -> connections(lab.servers()).getLast() >= 6,
                    lab.daemon()::log);
            List<Integer> connections = connections(lab.servers());
            assertThat(connections.getFirst())
                    .as("checks of the server in eight services, where one service has " + connections.getLast())
                    .isLessThan(2 * connections.getLast());
            lab.end(11);
            Await.until(
                    "all eight hear of it",
                    Balanced.SOON,
                    () -> IntStream.range(80, 88)
                            .allMatch(port -> lab.daemon()
                                    .log()
                                    .contains("Removing service [172.16.0.11]:tcp:8080 from VS [172.16.0.222]:tcp:"
                                            + port + ":")),
                    lab.daemon()::log);
        }
    }

    @Test
    void serversThatComeAndGoHaveToStayWell() {
        String conf = options("server_damping 2 60 3") + service(80, "11", "12");
        try (Balanced lab = new Balanced(conf).serve(11, 12).start()) {
            lab.awaitOnly("11", "12");
            lab.end(11);
            lab.awaitOnly("12");
            lab.serve(11).awaitOnly("11", "12");
            lab.end(11);
            lab.awaitOnly("12");
            lab.serve(11);
            Await.until(
                    "it is held down",
                    Balanced.SOON,
                    () -> lab.daemon().log().contains("2 failures within 60 s; held down to see whether it stays well"),
                    lab.daemon()::log);
            assertThat(lab.ask(4)).containsOnly("12");
            lab.awaitOnly("11", "12");
            assertThat(lab.daemon().log())
                    .contains("Adding service [172.16.0.11]:tcp:8080 to VS [172.16.0.222]:tcp:80: well for 3 s after"
                            + " flapping");
        }
    }

    @Test
    void flushingLeavesWhatIsNotOurs() {
        String conf = "global_defs {\n lvs_flush\n lvs_flush_on_stop\n}\n" + options("") + service(80, "11");
        try (Balanced lab = new Balanced(conf).serve(11)) {
            lab.balancer().run("nft", "table inet baton { chain leftover { }; }; table ip theirs { chain kept { }; }");
            lab.start().awaitOnly("11");
            assertThat(lab.balancer().run("nft", "list", "ruleset"))
                    .doesNotContain("leftover")
                    .contains("kept");
            assertThat(lab.daemon().stop()).isZero();
            assertThat(lab.balancer().run("nft", "list", "ruleset"))
                    .contains("kept")
                    .doesNotContain("baton");
        }
    }

    /// Hides a file of this machine in the balancer's file system.
    private static void hide(Host host, String file) {
        host.run("sh", "-c", "f=$(readlink -f " + file + ") && mount --bind /dev/null $f");
    }

    private static void reveal(Host host, String file) {
        host.run("sh", "-c", "f=$(readlink -f " + file + ") && umount $f");
    }

    @Test
    void withoutNftablesTheAddressIsHeldAndTheWayOutIsSaid() {
        String conf = """
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 51
                    advert_int 0.1
                    version 3
                    priority 150
                    virtual_ipaddress {
                        172.16.0.230/16
                    }
                }
                """;
        try (Balanced lab = new Balanced(conf + options("") + service(80, "11")).serve(11)) {
            String library = "/usr/lib/*/libnftables.so.1";
            hide(lab.balancer(), library);
            hide(lab.balancer(), "/usr/sbin/nft");
            lab.daemon().start();
            Await.until(
                    "it says so",
                    Balanced.SOON,
                    () -> lab.daemon()
                            .log()
                            .contains("Virtual servers are not active: nftables is not on this machine; install"
                                    + " libnftables1 or nftables"),
                    lab.daemon()::log);
            Await.until(
                    "the address is held",
                    Balanced.SOON,
                    () -> lab.balancer().holds("172.16.0.230"),
                    lab.daemon()::log);
            assertThat(lab.status()).contains("nftables is not on this machine");
            reveal(lab.balancer(), library);
            Await.until(
                    "the library is found",
                    Balanced.SOON,
                    () -> lab.daemon().log().contains("Virtual servers are balanced by nftables through libnftables"),
                    lab.daemon()::log);
            lab.awaitOnly("11");
            assertThat(lab.balancer().holds("172.16.0.230")).isTrue();
        }
    }
}
