package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The daemon where containers and orchestrators put it: as the first process, with few permissions, beside a network
/// that changes under it.
@Tag("kernel")
class ContainerTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final String FILE = "/run/k.conf";

    private static String configuration(String device) {
        return """
                vrrp_instance V4 {
                    interface %s
                    virtual_router_id 51
                    priority 150
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                """.formatted(device);
    }

    /// `baton run` behind other words, as an argument list.
    private static String[] run(String... before) {
        List<String> words = new ArrayList<>(List.of("env", "JAVA_HOME=" + System.getProperty("java.home")));
        words.addAll(List.of(before));
        words.addAll(List.of(
                Checkout.root().resolve("tools/baton-java").toString(),
                Checkout.application().toString(),
                "run",
                "-f",
                FILE));
        return words.toArray(String[]::new);
    }

    @Test
    void firstProcessOfAContainerReapsOrphansAndStopsOnTerm() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.machine().write(FILE, configuration("eth0"));
            try (Program unshare = host.start(run("unshare", "--pid", "--fork", "--mount-proc"))) {
                Await.until("it is master", ATTEMPT_MAX, () -> host.holds(Pair.VIP), unshare::log);
                String pid = host.run("sh", "-c", "pgrep -f dev.baton.cli.Main | head -1")
                        .strip();
                assertThat(host.run("nsenter", "-t", pid, "-p", "-m", "readlink", "/proc/1/exe"))
                        .contains("java");
                // A process whose parent ends first, five times.
                host.run("nsenter", "-t", pid, "-p", "-m", "sh", "-c", "for i in 1 2 3 4 5; do (sleep 0.2 &) ; done");
                Await.until(
                        "no zombie is left",
                        Duration.ofSeconds(10),
                        () -> host.run(
                                        "nsenter",
                                        "-t",
                                        pid,
                                        "-p",
                                        "-m",
                                        "sh",
                                        "-c",
                                        "grep -l '^State:.Z' /proc/[0-9]*/status | wc -l; pgrep -c sleep || true")
                                .strip()
                                .equals("0\n0"),
                        unshare::log);
                long begin = System.nanoTime();
                host.run("kill", "-TERM", pid);
                assertThat(unshare.await(Duration.ofSeconds(10))).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
                assertThat(host.holds(Pair.VIP)).isFalse();
                assertThat(unshare.log()).contains("Stopped");
            }
        }
    }

    @Test
    void missingCapabilitiesAreNamedOneByOne() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.machine().write(FILE, configuration("eth0"));
            Command without = host.machine()
                    .attempt(run(
                            "setpriv", "--bounding-set", "-net_raw,-net_admin", "--inh-caps", "-net_raw,-net_admin"));
            assertThat(without.exit()).isEqualTo(4);
            assertThat(without.output())
                    .contains("CAP_NET_ADMIN is missing: no address can be added")
                    .contains("CAP_NET_RAW is missing: no advert can be sent or heard")
                    .doesNotContain("CAP_SETUID")
                    .doesNotContain("Exception");
            Command one =
                    host.machine().attempt(run("setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw"));
            assertThat(one.exit()).isEqualTo(4);
            assertThat(one.output()).contains("CAP_NET_RAW").doesNotContain("CAP_NET_ADMIN is missing");
        }
    }

    @Test
    void twoCapabilitiesAreEnough() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.machine().write(FILE, configuration("eth0").replace("priority", "use_vmac\nno_accept\npriority"));
            try (Program program = host.start(run(
                    "setpriv",
                    "--bounding-set",
                    "-all,+net_admin,+net_raw",
                    "--inh-caps",
                    "-all,+net_admin,+net_raw"))) {
                Await.until("it is master", ATTEMPT_MAX, () -> host.holds(Pair.VIP), program::log);
                assertThat(program.log()).doesNotContain("CAP_NET");
                assertThat(host.run("nft", "list", "ruleset")).contains(Pair.VIP);
                program.terminate();
                assertThat(program.await(Duration.ofSeconds(10))).isZero();
            }
        }
    }

    @Test
    void readOnlySettingsAreSaidAndDoNotStopIt() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run("sysctl", "-w", "net.ipv4.conf.all.rp_filter=1");
            host.run("sh", "-c", "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys");
            host.machine().write(FILE, configuration("eth0").replace("priority", "use_vmac\npriority"));
            try (Program program = host.start(run())) {
                Await.until("it is master", ATTEMPT_MAX, () -> host.holds(Pair.VIP), program::log);
                assertThat(program.log())
                        .contains("cannot write 0 to /proc/sys/net/ipv4/conf/all/rp_filter: Read-only file system");
                assertThat(host.run("sysctl", "net.ipv4.conf.eth0.arp_ignore")).contains("= 1");
                program.terminate();
                assertThat(program.await(Duration.ofSeconds(10))).isZero();
                assertThat(host.run("sysctl", "net.ipv4.conf.eth0.arp_ignore")).contains("= 0");
            }
        }
    }

    @Test
    void namespaceOfTheConfigurationIsEntered() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run(
                    "sh",
                    "-c",
                    "ip netns add blue; ip link add x0 netns blue type veth peer name x1 netns blue;"
                            + "ip -n blue link set x0 up; ip -n blue link set x1 up; ip -n blue address add 172.16.0.1/16 dev x0");
            BatonPeer peer = new BatonPeer(host, "net_namespace blue\n" + configuration("x0"));
            peer.start();
            Await.until(
                    "it is master in the namespace",
                    ATTEMPT_MAX,
                    () -> host.run("ip", "-n", "blue", "address").contains(Pair.VIP),
                    peer::log);
            assertThat(host.holds(Pair.VIP)).isFalse();
            peer.configure("net_namespace green\n" + configuration("x0"));
            peer.reload();
            Await.until(
                    "the change is refused",
                    ATTEMPT_MAX,
                    () -> peer.log().contains("Cannot change network namespace at a reload"),
                    peer::log);
            assertThat(host.run("ip", "-n", "blue", "address")).contains(Pair.VIP);
            assertThat(peer.stop()).isZero();
        }
    }

    @Test
    void interfaceThatIsNotThereEndsTheStartUnlessItMayComeLater() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer peer = new BatonPeer(host, configuration("x0"));
            peer.start();
            Await.until("it has ended", ATTEMPT_MAX, () -> !peer.isRunning(), peer::log);
            assertThat(peer.awaitEnd()).isEqualTo(2);
            assertThat(peer.log()).contains("there is no interface x0; with dynamic_interfaces");
            peer.configure("global_defs {\n dynamic_interfaces allow_if_changes\n}\n" + configuration("x0"));
            peer.start();
            Await.until("it waits", ATTEMPT_MAX, () -> peer.log().contains("Entering FAULT STATE"), peer::log);
            host.run(
                    "sh",
                    "-c",
                    "ip link add y0 type veth peer name y1; ip link set y1 up; ip link set y0 up;"
                            + "ip address add 172.17.0.1/16 dev y0; ip link set y0 down; ip link set y0 name x0; ip link set x0 up");
            Await.until("it is master", ATTEMPT_MAX, () -> host.holds(Pair.VIP), peer::log);
            host.run("sh", "-c", "ip link set x0 down; ip link set x0 name z0; ip link set z0 up");
            Await.until(
                    "it has noticed",
                    ATTEMPT_MAX,
                    () -> peer.log().split("Entering FAULT STATE", -1).length > 2,
                    peer::log);
            host.run(
                    "sh",
                    "-c",
                    "ip link set z0 down; ip link set z0 name x0; ip link set x0 up;"
                            + "ip address del 172.17.0.1/16 dev x0; ip address add 172.17.0.9/16 dev x0");
            Await.until(
                    "it is master again",
                    ATTEMPT_MAX,
                    () -> host.run("ip", "address", "show", "x0").contains(Pair.VIP),
                    peer::log);
            assertThat(peer.stop()).isZero();
            assertThat(peer.log()).doesNotContain("Exception");
        }
    }
}
