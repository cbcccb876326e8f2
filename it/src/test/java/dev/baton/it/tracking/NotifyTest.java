package dev.baton.it.tracking;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What notify scripts and pipes are told, beside what keepalived tells them.
@Tag("kernel")
class NotifyTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(200));
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private static final String GLOBALS = """
            global_defs {
                notify_fifo /run/pipe
                notify_fifo_script "/run/read.sh to"
                script_user root
            }
            vrrp_script weighs {
                script "/usr/bin/test ! -e /run/bad"
                weight -20
            }
            vrrp_script must {
                script "/usr/bin/test ! -e /run/broken"
            }
            vrrp_sync_group G {
                group { VI_1 }
                notify "/run/note.sh group"
                notify_master "/run/note.sh group-master"
                sync_group_tracking_weight
                notify_priority_changes
            }
            """;
    private static final List<String> OPTIONS = List.of(
            "track_script {\nweighs\nmust\n}",
            "notify_master \"/run/note.sh master\"",
            "notify_backup \"/run/note.sh 'back  up'\"",
            "notify_fault \"/run/note.sh fault\"",
            "notify_stop \"/run/note.sh stop\"",
            "notify_master_rx_lower_pri \"/run/note.sh lower\"",
            "notify \"/run/note.sh any\"");

    private static Peer peer(Product product, Host host, String globals, List<String> options) {
        String configuration = globals + SETTING.keepalivedConf("172.16.0.224", "172.16.0.225", 150, options);
        return product == BATON ? new BatonPeer(host, configuration) : new KeepalivedPeer(host, configuration);
    }

    private static void script(Host host, String path, String text) {
        host.machine().write(path, "#!/bin/sh\n" + text);
        host.run("chmod", "0755", path);
    }

    private record Told(List<String> pipe, List<String> scripts) {
        /// Whether the loser of an election sends one more advert before it hears the winner's is chance; each one
        /// that it sends is told (`LosingAdvertTest`).
        Told withoutChance() {
            return new Told(
                    pipe.stream()
                            .filter(line -> !line.contains("MASTER_RX_LOWER_PRI"))
                            .toList(),
                    scripts.stream().filter(line -> !line.startsWith("<lower>")).toList());
        }
    }

    @Test
    void scriptsAndPipesAreToldWhatKeepalivedTellsThem() {
        Built.orSkip(BATON, KEEPALIVED);
        Told ours = toldBy(BATON).withoutChance();
        Told theirs = toldBy(KEEPALIVED).withoutChance();
        // keepalived ends its reader before that has read the last lines.
        assertThat(ours.pipe()).startsWith(theirs.pipe().toArray(String[]::new));
        assertThat(ours.pipe()).endsWith("INSTANCE \"VI_1\" STOP 130", "GROUP \"G\" STOP 0");
        assertThat(ours.pipe()).hasSize(theirs.pipe().size() + 2);
        // keepalived starts the scripts of a change side by side: their order is chance, and is not compared.
        assertThat(ours.scripts()).containsExactlyInAnyOrderElementsOf(theirs.scripts());
    }

    private static Told toldBy(Product product) {
        try (Pair pair = new Pair(
                host -> peer(product, host, GLOBALS, OPTIONS),
                host -> new Contender(KEEPALIVED, 100).on(host, SETTING),
                Pair.VIP)) {
            Host host = pair.first().host();
            script(
                    host,
                    "/run/note.sh",
                    "for a; do printf '<%s>' \"$a\"; done >/run/one.$$; echo >>/run/one.$$;"
                            + " cat /run/one.$$ >>/run/notes\n");
            script(host, "/run/read.sh", "echo \"$@\" >/run/lines; exec cat \"$2\" >>/run/lines\n");
            pair.first().start();
            awaitLine(pair, "INSTANCE \"VI_1\" MASTER 150");
            pair.second().start();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
            host.run("touch", "/run/bad");
            awaitLine(pair, "INSTANCE \"VI_1\" MASTER_PRIORITY 130");
            host.run("touch", "/run/broken");
            awaitLine(pair, "INSTANCE \"VI_1\" FAULT 130");
            pair.awaitMaster(pair.second(), START_MAX);
            host.run("rm", "/run/broken");
            awaitLine(pair, "INSTANCE \"VI_1\" BACKUP 130");
            awaitLine(pair, "INSTANCE \"VI_1\" MASTER 130");
            pair.awaitNotMaster(pair.second(), START_MAX);
            pair.first().stop();
            return new Told(lines(host, "/run/lines"), lines(host, "/run/notes"));
        }
    }

    private static void awaitLine(Pair pair, String line) {
        Host host = pair.first().host();
        Await.until(
                "the pipe says " + line,
                START_MAX,
                () -> lines(host, "/run/lines").contains(line),
                () -> lines(host, "/run/lines") + "\n" + pair.logs());
    }

    private static List<String> lines(Host host, String path) {
        return host.machine().attempt("cat", path).output().lines().toList();
    }

    @Test
    void slowScriptsAreNeverOvertakenWhileTheStateFlapsAndAdvertsGoOn() {
        Built.orSkip(BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            segment.host("ha2", "172.16.0.225/16");
            // The first script of all is the slowest.
            script(
                    host,
                    "/run/slow.sh",
                    "if mkdir /run/once 2>/dev/null; then sleep 2; fi; echo \"$4\" >>/run/notes\n");
            Peer peer = peer(
                    BATON,
                    host,
                    "track_file flag {\nfile /run/flag\nweight 0\n}\n",
                    List.of("track_file { flag }", "notify \"/run/slow.sh x\""));
            peer.start();
            Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            for (int flap = 0; flap < 5; flap++) {
                host.run("sh", "-c", "echo 1 >/run/flag");
                Await.until("it is not master", START_MAX, () -> !peer.isMasterOf(Pair.VIP), peer::log);
                host.run("sh", "-c", "echo 0 >/run/flag");
                Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            }
            List<String> expected = new ArrayList<>(List.of("BACKUP", "MASTER"));
            for (int flap = 0; flap < 5; flap++) {
                expected.addAll(List.of("FAULT", "BACKUP", "MASTER"));
            }
            Await.until(
                    "every script has run",
                    START_MAX,
                    () -> lines(host, "/run/notes").size() == expected.size(),
                    peer::log);
            assertThat(lines(host, "/run/notes")).isEqualTo(expected);
        }
    }

    @Test
    void pipeThatNobodyReadsHoldsNothingUp() {
        Built.orSkip(BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            host.run("mkfifo", "/run/pipe");
            host.run("sh", "-c", "exec 3<>/run/pipe; timeout 1 cat /dev/zero >&3; true");
            Peer peer = peer(BATON, host, "global_defs {\nnotify_fifo /run/pipe\n}\n", List.of());
            // Opened again by somebody who does not read, so that what was written stays.
            try (var held = host.start("sh", "-c", "exec 3<>/run/pipe; timeout 1 cat /dev/zero >&3; sleep 1000")) {
                peer.start();
                Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
                Await.until(
                        "the loss is told", START_MAX, () -> peer.log().contains("pipe /run/pipe is full"), peer::log);
                assertThat(held.isRunning()).isTrue();
                assertThat(peer.stop()).isZero();
            }
        }
    }
}
