package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private static final Duration BOUND = Duration.ofMillis(3_531);
    private static final Optional<String> HA1 = Optional.of("HA1");
    private static final Optional<String> HA2 = Optional.of("HA2");

    @Test
    void tutorialsPromiseKeptIsAPass() {
        assertThat(report(HA1, HA2, HA1, HA2, 3_060).complaints()).isEmpty();
    }

    @Test
    void everyWrongObservationIsNamed() {
        assertThat(report(HA2, HA2, HA1, HA2, 3_060).complaints())
                .containsExactly("the first page should be HA1's and is HA2's");
        assertThat(report(HA1, HA1, HA1, HA2, 3_060).complaints())
                .containsExactly("the page after the failure should be HA2's and is HA1's");
        assertThat(report(HA1, HA2, Optional.empty(), HA2, 3_060).complaints())
                .containsExactly("the first master should be HA1's and is nobody's");
        assertThat(report(HA1, HA2, HA1, HA1, 3_060).complaints())
                .containsExactly("the master after the failure should be HA2's and is HA1's");
    }

    @Test
    void outageBeyondTheProtocolsBoundFails() {
        assertThat(report(HA1, HA2, HA1, HA2, 4_031).passed()).isTrue();
        assertThat(report(HA1, HA2, HA1, HA2, 4_032).complaints())
                .containsExactly("the outage of 4032 ms is longer than the protocol's bound of 3531 ms");
    }

    @Test
    void noOutageAtAllMeansThatTheWrongHostWasSwitchedOff() {
        assertThat(report(HA1, HA2, HA1, HA2, 0).passed()).isFalse();
    }

    @Test
    void brokenStoryHasItsFailureAsOnlyComplaint() {
        Report broken = new Report(
                HA1,
                Optional.empty(),
                HA1,
                Optional.empty(),
                Optional.empty(),
                BOUND,
                List.of(),
                Optional.of("HA2 did not start"));
        assertThat(broken.complaints()).containsExactly("HA2 did not start");
        Golden.assertMatches(golden("broken"), ReportJson.write(broken) + "\n");
    }

    @Test
    void jsonHasAFieldForEachObservation() {
        Golden.assertMatches(golden("passed"), ReportJson.write(report(HA1, HA2, HA1, HA2, 3_060)) + "\n");
    }

    private static Path golden(String name) {
        return Path.of("src/test/resources/report-" + name + ".json");
    }

    private static Report report(
            Optional<String> pageBefore,
            Optional<String> pageAfter,
            Optional<String> masterBefore,
            Optional<String> masterAfter,
            long outageMillis) {
        StepResult step = new StepResult(Step.NETWORK, Duration.ZERO, Duration.ofMillis(700), true, "the VPC is up");
        return new Report(
                pageBefore,
                pageAfter,
                masterBefore,
                masterAfter,
                Optional.of(Duration.ofMillis(outageMillis)),
                BOUND,
                List.of(step),
                Optional.empty());
    }
}
