package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
    @Test
    void isTheTimeSinceTheProcessBegan() {
        String stat = "4711 (ja) va 1 2) S 1 4711 4711 0 -1 4194560 25036 0 0 0 42 7 0 0 -20 0 17 0 1234567 1 2 3\n";
        assertThat(ProcessAge.of(stat, "12346.12 24000.00\n")).isEqualTo(Duration.ofMillis(450));
    }

    @Test
    void isNeverNegative() {
        String stat = "1 (java) S 1 4711 4711 0 -1 4194560 25036 0 0 0 42 7 0 0 -20 0 17 0 1234567 1 2 3\n";
        assertThat(ProcessAge.of(stat, "12345.66 24000.00\n")).isZero();
    }

    @Test
    void agreesWithTheJvm() {
        Instant began = ProcessHandle.current().info().startInstant().orElseThrow();
        Duration age = Duration.between(began, Instant.now());
        // The JVM knows the moment of the boot to the second.
        assertThat(ProcessAge.now()).isBetween(age.minusSeconds(2), age.plusSeconds(2));
    }
}
