package dev.baton.it.interop;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A higher priority that is told not to use its right, or to wait before it does.
@Tag("kernel")
class PreemptionTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(100));
    private static final Duration START_MAX = Duration.ofSeconds(30);

    static Stream<Arguments> mixtures() {
        return Stream.of(
                Arguments.of(BATON, BATON),
                Arguments.of(BATON, KEEPALIVED),
                Arguments.of(KEEPALIVED, BATON),
                Arguments.of(KEEPALIVED, KEEPALIVED));
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void nopreemptLeavesALivingMasterAloneAndReplacesADeadOne(Product higher, Product lower) {
        Built.orSkip(higher, lower);
        try (Pair pair = lowerIsMaster(higher, "nopreempt", lower)) {
            Await.holds(
                    "the lower priority stays master",
                    SETTING.masterDown(100).multipliedBy(3),
                    () -> pair.second().isMasterOf(Pair.VIP) && !pair.first().isMasterOf(Pair.VIP),
                    pair::logs);
            pair.second().host().powerOff();
            pair.awaitMaster(pair.first(), START_MAX);
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void preemptDelayPassesBeforeTheHigherPriorityTakesOver(Product higher, Product lower) {
        Built.orSkip(higher, lower);
        try (Pair pair = lowerIsMaster(higher, "preempt_delay 2", lower)) {
            Await.holds(
                    "the delay has not passed",
                    Duration.ofMillis(1_500),
                    () -> pair.second().isMasterOf(Pair.VIP) && !pair.first().isMasterOf(Pair.VIP),
                    pair::logs);
            pair.awaitMaster(pair.first(), START_MAX);
            pair.awaitNotMaster(pair.second(), START_MAX);
        }
    }

    /// The second is master; the first, with priority 150, has just become its backup.
    private static Pair lowerIsMaster(Product higher, String option, Product lower) {
        Pair pair = Pair.of(SETTING, new Contender(higher, 150, List.of(option)), new Contender(lower, 100));
        pair.second().start();
        pair.awaitMaster(pair.second(), START_MAX);
        pair.first().start();
        pair.awaitLog(pair.first(), "Entering BACKUP STATE", START_MAX);
        return pair;
    }
}
