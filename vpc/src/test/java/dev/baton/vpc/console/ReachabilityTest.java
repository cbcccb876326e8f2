package dev.baton.vpc.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Attempts are made every 10 ms.
final class ReachabilityTest {
    private final Reachability service = new Reachability();

    private Optional<Reachability.Outage> answered(long attempt) {
        return service.answered(attempt, attempt * 10_000_000);
    }

    @Test
    void anOutageLastsFromTheLastAnswerToTheNext() {
        answered(0);
        answered(1);
        assertThat(answered(361).map(Reachability.Outage::length)).contains(Duration.ofMillis(3_600));
        assertThat(answered(362)).isEmpty();
        assertThat(service.latest().map(Reachability.Outage::length)).contains(Duration.ofMillis(3_600));
    }

    @Test
    void fewLostAttemptsAreNone() {
        answered(0);
        assertThat(answered(4)).isEmpty();
        assertThat(service.latest()).isEmpty();
    }

    @Test
    void whatWasNotAskedWasNotRefused() {
        answered(0);
        assertThat(service.answered(1, Duration.ofSeconds(2).toNanos()))
                .as("the prober slept")
                .isEmpty();
    }

    @Test
    void whatNeverAnsweredIsNoOutage() {
        assertThat(service.silence(7)).isEmpty();
        assertThat(answered(900)).isEmpty();
        assertThat(service.silence(9_050_000_000L)).contains(Duration.ofMillis(50));
    }

    @Test
    void answersMayOvertakeEachOther() {
        answered(2);
        assertThat(answered(1)).isEmpty();
        assertThat(answered(3)).isEmpty();
    }
}
