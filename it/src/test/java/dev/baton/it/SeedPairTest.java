package dev.baton.it;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Fault;
import dev.baton.it.lab.Outage;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The scenario's two files on two hosts, in every mixture of Baton and keepalived. That keepalived passes beside
/// itself is what makes the laboratory believable.
@Tag("kernel")
class SeedPairTest {
    private static final Duration ADVERT_INTERVAL = Duration.ofSeconds(1);
    /// 3 × Advertisement_Interval + Skew_Time of priority 120, RFC 3768 section 6.1.
    private static final Duration MASTER_DOWN = Duration.ofMillis(3_531);

    private static final Duration SKEW = Duration.ofMillis(531);
    /// Several of these tests share the machine; what is measured to the millisecond is measured in [OutageBoundTest].
    private static final Duration BUSY = Duration.ofMillis(400);

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(5);

    static Stream<Arguments> mixtures() {
        return Stream.of(
                Arguments.of(BATON, BATON),
                Arguments.of(BATON, KEEPALIVED),
                Arguments.of(KEEPALIVED, BATON),
                Arguments.of(KEEPALIVED, KEEPALIVED));
    }

    private static Pair pair(Product first, Product second) {
        Built.orSkip(first, second);
        return Pair.ofSeed(first, second);
    }

    private static Pair running(Product first, Product second) {
        Pair pair = pair(first, second).startInOrder();
        pair.awaitLog(pair.second(), "(VI_1) Entering BACKUP STATE", START_MAX);
        pair.awaitAdvert(pair.first());
        return pair;
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void backupTakesOverWhenPowerIsCut(Product first, Product second) {
        try (Pair pair = pair(first, second)) {
            Outage outage = Outage.measure(pair, Fault.POWER_OFF, ADVERT_INTERVAL);
            assertThat(outage.silence())
                    .isGreaterThan(MASTER_DOWN.minus(ADVERT_INTERVAL).minus(BUSY));
            assertThat(outage.sinceAdvert()).isBetween(MASTER_DOWN.minusMillis(5), MASTER_DOWN.plus(BUSY));
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void backupTakesOverWhenMasterIsStopped(Product first, Product second) {
        try (Pair pair = pair(first, second)) {
            Outage outage = Outage.measure(pair, Fault.CLEAN_STOP, ADVERT_INTERVAL);
            assertThat(outage.silence()).isLessThan(SKEW.plus(BUSY));
            assertThat(pair.first().isMasterOf(Pair.VIP))
                    .as("still holds the address")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void killedDaemonLeavesNoSecondHolderBehind(Product first, Product second) {
        try (Pair pair = running(first, second)) {
            pair.first().kill();
            pair.awaitMaster(pair.second(), TAKE_OVER_MAX);
            assertThat(pair.first().isMasterOf(Pair.VIP))
                    .as("only an address without a lifetime outlives its daemon")
                    .isEqualTo(first == KEEPALIVED);
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void restartedHostStaysBackupAtEqualPriority(Product first, Product second) {
        try (Pair pair = running(first, second)) {
            pair.first().host().powerOff();
            pair.awaitMaster(pair.second(), TAKE_OVER_MAX);
            pair.first().host().powerOn();
            pair.first().start();
            pair.awaitLog(pair.first(), "(VI_1) Entering BACKUP STATE", START_MAX);
            Await.holds(
                    "the first stays backup",
                    MASTER_DOWN.plus(ADVERT_INTERVAL),
                    () -> !pair.first().isMasterOf(Pair.VIP) && pair.second().isMasterOf(Pair.VIP),
                    pair::logs);
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void higherAddressWinsBetweenTwoMasters(Product first, Product second) {
        try (Pair pair = pair(first, second)) {
            pair.partition();
            pair.first().start();
            pair.second().start();
            pair.awaitMaster(pair.first(), START_MAX);
            pair.awaitMaster(pair.second(), START_MAX);
            pair.heal();
            pair.awaitNotMaster(pair.first(), TAKE_OVER_MAX);
            Await.holds(
                    "the second stays master",
                    MASTER_DOWN,
                    () -> pair.second().isMasterOf(Pair.VIP) && !pair.first().isMasterOf(Pair.VIP),
                    pair::logs);
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void oneMasterRemainsWhenBothStartTogether(Product first, Product second) {
        try (Pair pair = pair(first, second)) {
            pair.first().start();
            pair.second().start();
            BooleanSupplier oneMaster =
                    () -> pair.first().isMasterOf(Pair.VIP) != pair.second().isMasterOf(Pair.VIP);
            Await.until("there is a master", START_MAX, oneMaster, pair::logs);
            pair.awaitLog(pair.first(), "STATE", START_MAX);
            pair.awaitLog(pair.second(), "STATE", START_MAX);
            Await.until("there is one master", ADVERT_INTERVAL, oneMaster, pair::logs);
            Await.holds("there is one master", MASTER_DOWN, oneMaster, pair::logs);
        }
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void frozenMasterYieldsWhenItWakes(Product first, Product second) {
        try (Pair pair = running(first, second)) {
            pair.first().freeze();
            pair.awaitMaster(pair.second(), TAKE_OVER_MAX);
            pair.awaitAdvert(pair.second());
            pair.first().thaw();
            // keepalived holds on to the address while it sleeps; Baton must not take it back when it wakes.
            pair.awaitNotMaster(pair.first(), first == BATON ? Duration.ZERO : TAKE_OVER_MAX);
            Await.holds(
                    "the second stays master",
                    MASTER_DOWN,
                    () -> pair.second().isMasterOf(Pair.VIP) && !pair.first().isMasterOf(Pair.VIP),
                    pair::logs);
        }
    }
}
