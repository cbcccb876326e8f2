package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options that make no sense are refused where they are made.
class HealthSpecTest {
    @ParameterizedTest
    @CsvSource({"1, 60, 20", "2, 0, 20", "2, 60, 0"})
    void dampingNeedsFailuresAWindowAndATimeToHold(int failures, int window, int hold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new HealthSpec.FlapDamping(failures, Duration.ofSeconds(window), Duration.ofSeconds(hold)));
    }

    @Test
    void filesAndBfdSessionsHaveNoRuns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProbeSpec.of(new dev.baton.model.CheckerSpec.Bfd(Fixtures.timing(0, false), "b"), 0));
    }
}
