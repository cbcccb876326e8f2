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
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is tracked decides an election against keepalived, and in the same way as when keepalived tracks it.
@Tag("kernel")
class TrackingTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(200));
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Pattern ENTERED = Pattern.compile("\\(VI_1\\) Entering (\\w+) STATE");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROCESS")
    void trackedThingMovesTheAddressAndBackAsWithKeepalived(Watched watched) {
        Built.orSkip(BATON, KEEPALIVED);
        assertThat(states(BATON, watched)).isEqualTo(states(KEEPALIVED, watched));
    }

    @Test
    void processMovesTheAddressAndBackEvenInANamespace() {
        Built.orSkip(BATON, KEEPALIVED);
        assertThat(states(BATON, Watched.PROCESS)).containsExactly("BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER");
    }

    /// The states that a peer with the higher priority went through while the thing broke and was mended.
    private static List<String> states(Product product, Watched watched) {
        try (Pair pair = new Pair(
                host -> tracking(product, host, watched),
                host -> new Contender(KEEPALIVED, 100).on(host, SETTING),
                Pair.VIP)) {
            watched.mend(pair.first().host());
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            pair.second().start();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
            watched.breakOn(pair.first().host());
            pair.awaitMaster(pair.second(), START_MAX);
            pair.awaitNotMaster(pair.first(), START_MAX);
            watched.mend(pair.first().host());
            pair.awaitMaster(pair.first(), START_MAX);
            pair.awaitNotMaster(pair.second(), START_MAX);
            // The address is there a moment before the line that says so.
            Await.until(
                    "the end is logged",
                    START_MAX,
                    () -> entered(pair.first()).getLast().equals("MASTER"),
                    pair::logs);
            return entered(pair.first());
        }
    }

    private static List<String> entered(Peer peer) {
        return ENTERED.matcher(peer.log())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Peer tracking(Product product, Host host, Watched watched) {
        String configuration =
                watched.definition() + SETTING.keepalivedConf("172.16.0.224", "172.16.0.225", 150, watched.options());
        return product == BATON ? new BatonPeer(host, configuration) : new KeepalivedPeer(host, configuration);
    }
}
