package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Agent;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Contender;
import dev.baton.it.lab.MemoryGroup;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import dev.baton.it.lab.Setting.Authentication;
import dev.baton.it.lab.Setting.Family;
import dev.baton.it.lab.Setting.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A master that fails by itself leaves its address to the successor as one does that is killed or frozen from outside.
@Tag("kernel")
class FailingMasterTest {
    private static final Duration OVERLAP_MAX = Duration.ofSeconds(1);
    /// What HotSpot ends with under ExitOnOutOfMemoryError.
    private static final int OUT_OF_MEMORY = 3;

    private static final int KILLED = 128 + 9;

    private static Setting every(int millis) {
        return new Setting(3, Family.IPV4, Transport.MULTICAST, Authentication.NONE, Duration.ofMillis(millis));
    }

    private static Pair failing(Setting setting, String failure) {
        Contender contender = new Contender(Product.BATON, 100);
        String options = Agent.option(FailingAgent.class, failure) + " --enable-native-access=ALL-UNNAMED -Xmx48m";
        return new Pair(
                host -> new BatonPeer(host, contender.withPriority(host, setting, 100), options),
                host -> contender.on(host, setting),
                setting.family().shared());
    }

    private static void fail(Pair pair) {
        pair.first().host().machine().write(FailingAgent.TRIGGER, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {100})
    void oneWhoseHeapIsFullEnds(int millis) {
        Built.orSkip(Product.BATON);
        Setting setting = every(millis);
        try (Pair pair = failing(setting, "exhaust")) {
            Succession.begin(pair, setting);
            fail(pair);
            assertThat(Succession.overlap(pair, setting)).isLessThan(OVERLAP_MAX);
            assertThat(pair.first().awaitEnd()).as(pair.logs()).isEqualTo(OUT_OF_MEMORY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 100})
    void oneThatTheKernelKillsForWantOfMemory(int millis) {
        Built.orSkip(Product.BATON);
        Setting setting = every(millis);
        Contender contender = new Contender(Product.BATON, 100);
        try (MemoryGroup group = MemoryGroup.create(64);
                Pair pair = Pair.of(setting, contender, contender)) {
            Succession.begin(pair, setting);
            group.add(pair.first());
            group.exhaust();
            assertThat(Succession.overlap(pair, setting)).isLessThan(OVERLAP_MAX);
            assertThat(pair.first().awaitEnd()).as(pair.logs()).isEqualTo(KILLED);
        }
    }

    /// `hang` stops every thread of Java, `stick` the protocol thread alone.
    @ParameterizedTest
    @ValueSource(strings = {"hang:1000", "hang:100", "stick:100"})
    void oneThatHangsByItself(String how) {
        Built.orSkip(Product.BATON);
        String failure = how.replaceAll(":.*", "");
        Setting setting = every(Integer.parseInt(how.replaceAll(".*:", "")));
        try (Pair pair = failing(setting, failure)) {
            Succession.begin(pair, setting);
            fail(pair);
            assertThat(Succession.overlap(pair, setting)).as(how).isLessThan(OVERLAP_MAX);
            assertThat(pair.first().isRunning()).as("it still hangs").isTrue();
        }
    }
}
