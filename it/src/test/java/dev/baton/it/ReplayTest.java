package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happened on a host can be repeated on a desk.
@Tag("kernel")
class ReplayTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String RECORDING = "/run/incident.rec";

    @Test
    void aFailoverIsRepeatedWithTheSameSentences() {
        Built.orSkip(Product.BATON);
        try (Pair pair = Pair.ofSeed(Product.BATON, Product.BATON)) {
            BatonPeer second = (BatonPeer) pair.second();
            pair.first().start();
            pair.awaitMaster(pair.first(), START_MAX);
            second.startRecording(RECORDING);
            pair.awaitLog(second, "Entering BACKUP STATE", START_MAX);
            pair.first().kill();
            pair.awaitMaster(second, START_MAX);
            second.reload();
            pair.awaitLog(second, "Reload complete", START_MAX);
            pair.first().start();
            pair.awaitLog(pair.first(), "Entering", START_MAX);
            second.stop();
            Command replay = replay(second, RECORDING);
            assertThat(replay.exit()).as(replay.output()).isZero();
            assertThat(sentences(replay.output()))
                    .as("the log:%n%s%nthe replay:%n%s", second.log(), replay.output())
                    .isEqualTo(sentences(second.log()))
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aRecordingOfADaemonThatWasKilledIsShownAsFarAsItGoes() {
        Built.orSkip(Product.BATON);
        try (Pair pair = Pair.ofSeed(Product.BATON, Product.BATON)) {
            BatonPeer first = (BatonPeer) pair.first();
            first.startRecording(RECORDING);
            pair.awaitMaster(first, START_MAX);
            first.kill();
            first.host().run("sh", "-c", "head -c -3 " + RECORDING + " >/run/cut.rec");
            Command cut = replay(first, "/run/cut.rec");
            assertThat(cut.exit()).isOne();
            assertThat(cut.output()).contains("Entering BACKUP STATE").contains("it is cut off after frame");
            Command none = replay(first, "/run/keepalived.conf");
            assertThat(none.exit()).isOne();
            assertThat(none.output()).contains("it is no recording of Baton's");
        }
    }

    private static Command replay(BatonPeer peer, String file) {
        return peer.host()
                .machine()
                .attempt(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        Checkout.root().resolve("tools/baton-java").toString(),
                        Checkout.application().toString(),
                        "replay",
                        file);
    }

    /// What was said about the instance, without the time.
    private static List<String> sentences(String text) {
        return text.lines()
                .filter(line -> line.matches(".{23} \\(VI_1\\) .*"))
                .map(line -> line.substring(24))
                .toList();
    }
}
