package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OutageTest {
    private static final Duration PERIOD = Duration.ofMillis(5);

    @Test
    void outageIsTheTimeBetweenTheLastAnswerBeforeAndTheFirstAfter() {
        assertThat(Outage.longest(answeredAt(0, 5, 10, 3_200, 3_205), PERIOD)).isEqualTo(Duration.ofMillis(3_190));
    }

    @Test
    void longestOfSeveralGapsCounts() {
        assertThat(Outage.longest(answeredAt(0, 100, 105, 900, 1_000), PERIOD)).isEqualTo(Duration.ofMillis(795));
    }

    @Test
    void oneLostPairIsNoOutage() {
        assertThat(Outage.longest(answeredAt(0, 5, 15, 20), PERIOD)).isZero();
    }

    @Test
    void nothingAnsweredIsNoMeasurement() {
        assertThat(Outage.longest(List.of(), PERIOD)).isZero();
    }

    private static List<Tick> answeredAt(long... millis) {
        return LongStream.of(millis).mapToObj(Tick::ofMillis).toList();
    }
}
