package dev.baton.it;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Setting;
import dev.baton.it.lab.Setting.Authentication;
import dev.baton.it.lab.Setting.Family;
import dev.baton.it.lab.Setting.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What keeps addresses from moving to and fro, against a keepalived that knows nothing of it.
@Tag("kernel")
class SteadinessTest {
    private static final Setting SETTING =
            new Setting(3, Family.IPV4, Transport.UNICAST, Authentication.NONE, Duration.ofMillis(200));
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration HOLD = Duration.ofSeconds(5);

    private static Pair pair(int ours, String option, int theirs) {
        return Pair.of(
                SETTING,
                new Contender(BATON, ours, List.of("baton {\n" + option + "\n}")),
                new Contender(KEEPALIVED, theirs));
    }

    @Test
    void stickyMasterStaysWhenAPeerOfHigherPriorityComesBackUntilItsTimeIsOver() {
        Built.orSkip(BATON, KEEPALIVED);
        try (Pair pair = pair(100, "sticky_master 50 10", 140)) {
            long begin = System.nanoTime();
            try (Capture capture = pair.segment().capture()) {
                pair.startInOrder();
                pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
                Await.holds(
                        "the peer waits",
                        Duration.ofSeconds(2),
                        () -> !pair.second().isMasterOf(Pair.VIP),
                        pair::logs);
                assertThat(capture.stop()
                                .fields(
                                        "vrrp && ip.src == "
                                                + pair.first().host().address(),
                                        "vrrp.prio"))
                        .contains(Map.of("vrrp.prio", "150"));
            }
            pair.awaitMaster(pair.second(), START_MAX);
            pair.awaitNotMaster(pair.first(), START_MAX);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void instanceThatFlapsLeavesTheAddressWhereItIsForAWhile() {
        Built.orSkip(BATON, KEEPALIVED);
        try (Pair pair = pair(150, "flap_damping 2 60 " + HOLD.toSeconds(), 100)) {
            pair.startInOrder();
            pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
            loseCarrier(pair);
            pair.awaitMaster(pair.first(), START_MAX);
            pair.awaitNotMaster(pair.second(), START_MAX);
            long second = System.nanoTime();
            loseCarrier(pair);
            pair.awaitLog(pair.first(), "there were 2 faults within 60 s: stays in FAULT", START_MAX);
            pair.awaitMaster(pair.first(), START_MAX);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isGreaterThan(HOLD);
            pair.awaitNotMaster(pair.second(), START_MAX);
        }
    }

    private static void loseCarrier(Pair pair) {
        pair.first().host().unplug();
        pair.awaitMaster(pair.second(), START_MAX);
        pair.awaitNotMaster(pair.first(), START_MAX);
        pair.first().host().plug();
    }
}
