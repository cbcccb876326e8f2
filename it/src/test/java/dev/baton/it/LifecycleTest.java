package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Program;
import dev.baton.it.lab.Segment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What surrounds the daemon's life: pid files, scripts at both ends, delays, reloads.
@Tag("kernel")
class LifecycleTest {
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(30);
    private static final String PID = "/run/keepalived.pid";

    private static String configuration(String globals) {
        return """
                global_defs {
                    script_user root
                    %s
                }
                vrrp_instance V4 {
                    interface eth0
                    virtual_router_id 51
                    priority 150
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                """.formatted(globals);
    }

    @ParameterizedTest
    @EnumSource(names = {"BATON", "KEEPALIVED"})
    void timeInAFileIsWhenItReloads(Product product) {
        Built.orSkip(product);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            String configuration = configuration("reload_time_file /run/reload-at");
            Peer peer = product.on(host, configuration);
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            host.machine().write("/run/keepalived.conf", configuration.replace("0.222/16", "0.223/16"));
            long begin = System.nanoTime();
            host.run("sh", "-c", "date -u -d '3 seconds' +%H:%M:%SZ >/run/new && mv /run/new /run/reload-at");
            Await.until("it has reloaded", ATTEMPT_MAX, () -> peer.isMasterOf("172.16.0.223"), peer::log);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
            assertThat(host.machine().attempt("test", "-e", "/run/reload-at").exit())
                    .as("the file is gone")
                    .isOne();
            assertThat(peer.stop()).isZero();
        }
    }

    @Test
    void secondDaemonIsRefusedAndAFileOfADeadOneReplaced() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            BatonPeer first = new BatonPeer(host, configuration(""));
            first.start();
            Await.until("it is master", ATTEMPT_MAX, () -> first.isMasterOf(Pair.VIP), first::log);
            assertThat(host.run("stat", "-c", "%a", PID)).isEqualTo("644\n");
            assertThat(host.run("sh", "-c", "cat /proc/$(cat /run/vrrp.pid)/cmdline"))
                    .contains("dev.baton.cli");
            assertRefused(host);
            KeepalivedPeer other = new KeepalivedPeer(host, configuration(""));
            other.start();
            assertThat(other.awaitEnd()).as(other.log()).isZero();
            first.kill();
            assertThat(host.machine().attempt("test", "-s", PID).exit()).isZero();
            first.start();
            Await.until("it is master again", ATTEMPT_MAX, () -> first.log().contains("Entering MASTER"), first::log);
            first.stop();
            assertThat(host.machine().attempt("test", "-e", PID).exit()).isOne();
            assertThat(host.machine().attempt("test", "-e", "/run/vrrp.pid").exit())
                    .isOne();
            other.start();
            Await.until("keepalived is master", ATTEMPT_MAX, () -> other.isMasterOf(Pair.VIP), other::log);
            assertRefused(host);
            other.stop();
        }
    }

    private static void assertRefused(Host host) {
        Command second = run(host, "/run/keepalived.conf");
        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(second.output()).contains("daemon is already running, see /run/keepalived.pid");
    }

    @Test
    void instanceHasPidFilesOfItsOwn() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            String configuration = "instance left\n" + configuration("");
            KeepalivedPeer known = new KeepalivedPeer(host, configuration);
            known.start();
            Await.until("keepalived is master", ATTEMPT_MAX, () -> known.isMasterOf(Pair.VIP), known::log);
            String files = host.run("sh", "-c", "ls /run/keepalived /run/*.pid 2>/dev/null || true");
            known.stop();
            BatonPeer peer = new BatonPeer(host, configuration);
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(host.run("sh", "-c", "ls /run/keepalived /run/*.pid 2>/dev/null || true"))
                    .isEqualTo(files)
                    .contains("keepalived_left.pid")
                    .contains("vrrp_left.pid");
            peer.stop();
        }
    }

    @Test
    void scriptsRunAtBothEndsAndAreNotWaitedForForEver() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            script(host, "/run/up", "ip -o address show | grep -c 172.16.0.222 >/run/up.saw; id -un >>/run/up.saw");
            script(
                    host,
                    "/run/down",
                    "ip -o address show | grep -c 172.16.0.222 >/run/down.saw; sleep 300 & sleep 300");
            BatonPeer peer = new BatonPeer(host, configuration("""
                    startup_script /run/up
                    startup_script_timeout 20
                    shutdown_script /run/down
                    shutdown_script_timeout 1
                    """));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(host.run("cat", "/run/up.saw")).isEqualTo("0\nroot\n");
            assertThat(peer.log()).contains("startup_script succeeded");
            assertThat(peer.stop()).isZero();
            assertThat(host.run("cat", "/run/down.saw")).isEqualTo("0\n");
            assertThat(peer.log()).contains("shutdown_script timed out after 1 s");
            assertThat(host.machine().attempt("pgrep", "sleep").exit()).isOne();
        }
    }

    @Test
    void delayAfterBootHoldsTheStartBack() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            double uptime = Double.parseDouble(host.run("cut", "-d", " ", "-f1", "/proc/uptime"));
            // 4,294 s is the longest delay that can be written; on a machine that runs longer none is left.
            long delay = Math.min(Math.round(uptime + 12), 4294);
            BatonPeer peer = new BatonPeer(host, configuration("vrrp_delay_after_boot " + delay));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            double then = Double.parseDouble(host.run("cut", "-d", " ", "-f1", "/proc/uptime"));
            // The delay, and the master-down time of 3.4 s after it.
            assertThat(then - uptime).isGreaterThan(Math.max(delay - uptime, 0) + 3);
            peer.stop();
        }
    }

    @Test
    void faultyFileIsNotTakenByAReloadThatChecks() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            String checked = "reload_check_config /run/check.log\nreload_file /run/reading";
            BatonPeer peer = new BatonPeer(host, configuration(checked));
            peer.start();
            Await.until("it is master", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            peer.configure(configuration(checked + "\nno_such_word 1").replace("0.222/16", "0.223/16"));
            peer.reload();
            Await.until(
                    "it is refused",
                    ATTEMPT_MAX,
                    () -> peer.log().contains("Configuration test failed (5)"),
                    peer::log);
            assertThat(host.run("cat", "/run/check.log")).contains("no_such_word");
            assertThat(peer.isMasterOf(Pair.VIP)).isTrue();
            String look = "until [ -e /run/reading ]; do :; done; : >/run/seen";
            try (Program looking = host.start("timeout", "60", "sh", "-c", look)) {
                peer.reload();
                Await.until(
                        "reload_file was there",
                        ATTEMPT_MAX,
                        () -> host.machine().attempt("test", "-e", "/run/seen").exit() == 0,
                        looking::log);
            }
            Await.until(
                    "reload_file is gone",
                    ATTEMPT_MAX,
                    () -> host.machine().attempt("test", "-e", "/run/reading").exit() == 1,
                    peer::log);
        }
    }

    @Test
    void unknownRoutersAreToldOnce() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            Host other = segment.host("ha2", "172.16.0.225/16");
            BatonPeer peer = new BatonPeer(host, configuration("log_unknown_vrids"));
            KeepalivedPeer stranger = new KeepalivedPeer(
                    other, configuration("").replace("id 51", "id 77").replace("0.222", "0.77"));
            peer.start();
            stranger.start();
            String told = "Unknown VRID 77 on interface eth0, from 172.16.0.225";
            Await.until("the stranger is told of", ATTEMPT_MAX, () -> peer.log().contains(told), peer::log);
            segment.awaitPacket("vrrp and src 172.16.0.225");
            segment.awaitPacket("vrrp and src 172.16.0.225");
            assertThat(peer.log().lines().filter(line -> line.contains(told))).hasSize(1);
        }
    }

    @Test
    void unicastInstanceWithoutPeersIsInFaultAsWithKeepalived() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            String alone = configuration("").replace("priority 150", "priority 150\nunicast_fault_no_peer");
            for (Peer peer : List.of(new KeepalivedPeer(host, alone), new BatonPeer(host, alone))) {
                peer.start();
                Await.until(
                        peer.product() + " is in FAULT",
                        ATTEMPT_MAX,
                        () -> peer.log()
                                .contains(
                                        peer instanceof BatonPeer
                                                ? "(V4) Entering FAULT STATE"
                                                : "going to fault state"),
                        peer::log);
                Await.holds(
                        "it takes nothing over",
                        Duration.ofSeconds(4),
                        () -> !peer.log().contains("Entering MASTER") && !host.holds(Pair.VIP),
                        peer::log);
                assertThat(peer.stop()).isZero();
            }
        }
    }

    @Test
    void linkThatIsDownForAMomentIsNoFault() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            String delayed = "interface_up_down_delays {\neth0 1.8 1\n}\n" + configuration("");
            for (Peer peer : List.of(new KeepalivedPeer(host, delayed), new BatonPeer(host, delayed))) {
                peer.start();
                Await.until("it is master", ATTEMPT_MAX, () -> peer.log().contains("Entering MASTER"), peer::log);
                host.unplug();
                host.plug();
                String faulty = "(V4) Entering FAULT STATE";
                Await.holds(
                        "it is well",
                        Duration.ofMillis(2_500),
                        () -> !peer.log().contains(faulty),
                        peer::log);
                long begin = System.nanoTime();
                host.unplug();
                Await.until("it is in FAULT", ATTEMPT_MAX, () -> peer.log().contains(faulty), peer::log);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_700));
                host.plug();
                Await.until("it is back", ATTEMPT_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
                assertThat(peer.stop()).isZero();
            }
        }
    }

    private static void script(Host host, String path, String text) {
        host.machine().write(path, "#!/bin/sh\n" + text + "\n");
        host.run("chmod", "755", path);
    }

    private static Command run(Host host, String file) {
        return host.machine()
                .attempt(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        Checkout.root().resolve("tools/baton-java").toString(),
                        Checkout.application().toString(),
                        "run",
                        "-f",
                        file);
    }
}
