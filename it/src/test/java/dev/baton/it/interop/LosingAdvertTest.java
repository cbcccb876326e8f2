package dev.baton.it.interop;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A master tells of each advert that loses against it, once, and of no other: pipe and script hear of it as often as
/// with keepalived.
@Tag("kernel")
class LosingAdvertTest {
    private static final Setting SETTING = new Setting(
            2, Setting.Family.IPV4, Setting.Transport.MULTICAST, Setting.Authentication.PASS, Duration.ofSeconds(1));
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final int OURS = 150;
    /// 172.16.0.9, below the master's address.
    private static final int LOWER = 0xac100009;

    private static final String GLOBALS = """
            global_defs {
                notify_fifo /run/pipe
                notify_fifo_script /run/read.sh
                script_user root
            }
            """;
    private static final List<String> OPTIONS = List.of("notify_master_rx_lower_pri \"/run/note.sh lower\"");
    private static final List<String> EXPECTED = List.of(
            "INSTANCE \"VI_1\" BACKUP 150",
            "INSTANCE \"VI_1\" MASTER 150",
            "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 150",
            "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 150",
            "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 150",
            "INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 150");

    @Test
    void eachIsToldOnceAsWithKeepalived() {
        Built.orSkip(BATON, KEEPALIVED);
        assertThat(toldBy(KEEPALIVED)).isEqualTo(EXPECTED);
        assertThat(toldBy(BATON)).isEqualTo(EXPECTED);
    }

    private static List<String> toldBy(Product product) {
        String file = GLOBALS + SETTING.keepalivedConf("172.16.0.224", "172.16.0.225", OURS, OPTIONS);
        try (Pair pair = new Pair(
                host -> product == BATON ? new BatonPeer(host, file) : new KeepalivedPeer(host, file),
                host -> new KeepalivedPeer(host, file),
                Pair.VIP)) {
            Host host = pair.first().host();
            script(host, "/run/note.sh", "echo \"$1\" >>/run/notes\n");
            script(host, "/run/read.sh", "exec cat \"$1\" >>/run/lines\n");
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            forge(pair.client());
            Await.until(
                    "scripts and pipe are told",
                    START_MAX,
                    () -> lines(host, "/run/lines").size() >= EXPECTED.size()
                            && lines(host, "/run/notes").size() >= 4,
                    () -> lines(host, "/run/lines") + " " + lines(host, "/run/notes") + "\n" + pair.logs());
            Await.holds(
                    "nothing more is told",
                    SETTING.interval(),
                    () -> lines(host, "/run/lines").size() == EXPECTED.size(),
                    pair::logs);
            assertThat(lines(host, "/run/notes")).isEqualTo(Collections.nCopies(4, "lower"));
            return lines(host, "/run/lines");
        }
    }

    /// Those that do not lose come first, so that they have been heard when the others are told.
    private static void forge(Host stranger) {
        ForgedAdvert right = ForgedAdvert.right();
        ForgedAdvert.send(stranger, right.bytes(ForgedAdvert.SOURCE, 0));
        ForgedAdvert.send(stranger, right.withVrid(52).bytes(ForgedAdvert.SOURCE, OURS - 1));
        ForgedAdvert.send(stranger, right.withPassword("guessed!").bytes(ForgedAdvert.SOURCE, OURS - 1));
        ForgedAdvert.send(stranger, right.bytes(ForgedAdvert.SOURCE, OURS - 1));
        ForgedAdvert.send(stranger, right.bytes(ForgedAdvert.SOURCE, OURS - 1));
        ForgedAdvert.send(stranger, right.bytes(ForgedAdvert.SOURCE, 1));
        ForgedAdvert.send(stranger, right.bytes(LOWER, OURS));
    }

    private static void script(Host host, String path, String text) {
        host.machine().write(path, "#!/bin/sh\n" + text);
        host.run("chmod", "0755", path);
    }

    private static List<String> lines(Host host, String path) {
        return host.machine().attempt("cat", path).output().lines().toList();
    }
}
