package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallGuardTest {
    @Test
    void onTimeAndEarlyAreNoStall() {
        StallGuard guard = new StallGuard(Duration.ofMillis(250));
        assertThat(guard.isStall(-1_000_000)).isFalse();
        assertThat(guard.isStall(0)).isFalse();
        assertThat(guard.isStall(250_000_000)).isFalse();
    }

    @Test
    void laterThanTheThresholdIsOne() {
        StallGuard guard = new StallGuard(Duration.ofMillis(250));
        assertThat(guard.isStall(250_000_001)).isTrue();
    }

    @Test
    void withoutInstancesTheLeastThresholdHolds() {
        assertThat(StallGuard.forRouters(List.of()).threshold()).isEqualTo(Duration.ofMillis(20));
    }
}
