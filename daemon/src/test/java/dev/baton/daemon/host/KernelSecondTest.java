package dev.baton.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import org.junit.jupiter.api.Test;

class KernelSecondTest {
    private final KernelSecond second = new KernelSecond();

    @Test
    void nothingIsKnownBeforeTheFirstStamp() {
        assertThat(second.roundsUpAt(Tick.ofMillis(900))).isFalse();
        second.learn(0, Tick.ofMillis(5));
        assertThat(second.roundsUpAt(Tick.ofMillis(900))).isFalse();
    }

    @Test
    void theLastQuarterOfTheKernelsSecondIsAvoided() {
        // The kernel says 50.20 s at our 7.0 s.
        second.learn(5020, Tick.ofMillis(7_000));
        assertThat(second.roundsUpAt(Tick.ofMillis(7_500))).isFalse();
        assertThat(second.roundsUpAt(Tick.ofMillis(7_560))).isTrue();
        assertThat(second.roundsUpAt(Tick.ofMillis(7_790))).isTrue();
        assertThat(second.roundsUpAt(Tick.ofMillis(7_810))).isFalse();
    }

    @Test
    void aStampThatWasHeardLateTeachesNothing() {
        second.learn(5020, Tick.ofMillis(7_000));
        second.learn(5120, Tick.ofMillis(8_400));
        assertThat(second.roundsUpAt(Tick.ofMillis(9_560))).isTrue();
        assertThat(second.roundsUpAt(Tick.ofMillis(9_300))).isFalse();
    }
}
