package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallGuardTest {
    private static final Tick DEADLINE = Tick.ofMillis(1_000);

    @Test
    void onTimeAndEarlyAreNoStall() {
        StallGuard guard = new StallGuard(Duration.ofMillis(250));
        assertThat(guard.lateness(DEADLINE, Tick.ofMillis(999))).isEmpty();
        assertThat(guard.lateness(DEADLINE, DEADLINE)).isEmpty();
        assertThat(guard.lateness(DEADLINE, Tick.ofMillis(1_250))).isEmpty();
        assertThat(guard.lateness(Tick.NEVER, DEADLINE)).isEmpty();
    }

    @Test
    void laterThanTheThresholdIsOneAndSaysHowLate() {
        StallGuard guard = new StallGuard(Duration.ofMillis(250));
        assertThat(guard.lateness(DEADLINE, Tick.ofMillis(1_251))).contains(Duration.ofMillis(251));
    }

    @Test
    void withoutInstancesTheLeastThresholdHolds() {
        assertThat(StallGuard.forRouters(List.of()).threshold()).isEqualTo(Duration.ofMillis(20));
    }
}
