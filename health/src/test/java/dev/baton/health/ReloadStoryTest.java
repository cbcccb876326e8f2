package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.Fixtures.Web;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a reload leaves alone, and what it changes.
class ReloadStoryTest {
    private static final String A = "10.1.0.11";
    private static final String B = "10.1.0.12";

    private static Story running() {
        return Story.of(new Web().server(A).server(B).spec())
                .dies(B)
                .start()
                .at("0s")
                .andThen();
    }

    @Test
    void theSameConfigurationChangesNothing() {
        Story story = running();
        story.send(new HealthEvent.Reconfigured(new Web().server(A).server(B).spec()));
        assertThat(story.told()).isEmpty();
        story.isAlive(A, true).isAlive(B, false).at("6s");
        assertThat(story.probes()).as("the schedule goes on").containsExactly("6.000s probe " + A, "6.000s probe " + B);
    }

    @Test
    void aProbeThatIsUnderWayStillCounts() {
        Story story = running().hangs(A).at("6s");
        story.send(new HealthEvent.Reconfigured(new Web().server(A).spec()));
        assertThat(story.pending()).hasSize(1);
        story.dies(A)
                .ends(
                        story.pending().iterator().next(),
                        new ProbeResult.Failed(new ProbeFailure.ConnectionError("reset")))
                .at("9s");
        assertThat(story.probes()).contains("9.000s probe " + A);
    }

    @Test
    void aRemovedServerLeavesAndItsProbeIsGivenUp() {
        Story story = running().hangs(A).at("6s").andThen();
        ProbeId forgotten = story.pending().iterator().next();
        story.send(new HealthEvent.Reconfigured(new Web().server(B).spec()));
        assertThat(story.told("note"))
                .containsExactly(
                        "6.000s down 10.1.0.11: removed from the configuration",
                        "6.000s run down-10.1.0.11",
                        "6.000s pipe RS [10.1.0.11]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
                        "6.000s mail Realserver [10.1.0.11]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN:"
                                + " => Removing <=",
                        "6.000s lost: only weight 0 is alive, the quorum is 1",
                        "6.000s run quorum-down",
                        "6.000s pipe VS [10.0.0.1]:tcp:80 DOWN",
                        "6.000s cancel");
        assertThat(story.andThen().ends(forgotten, new ProbeResult.Succeeded()).told())
                .isEmpty();
    }

    @Test
    void aNewServerIsBelievedAndAChangedCheckBelievesItsPredecessor() {
        Story story = running();
        story.send(new HealthEvent.Reconfigured(new Web()
                .server(A)
                .server(Fixtures.server(B, 1, Fixtures.tcp(B, Fixtures.timing(5, false))))
                .server("10.1.0.13")
                .spec()));
        story.isAlive(B, false).isAlive("10.1.0.13", true).at("0s").isAlive(B, false);
        story.lives(B).at("6s").isAlive(B, true);
    }

    @Test
    void aWeightChangesWithoutATransition() {
        Story story = running();
        story.send(new HealthEvent.Reconfigured(new Web()
                .quorum(3, 0)
                .server(Fixtures.server(A, 3, Fixtures.tcp(A, Fixtures.EVERY_6S)))
                .server(B)
                .spec()));
        assertThat(story.told()).containsExactly("0.000s weight 10.1.0.11 1 -> 3: the configuration changed");
    }

    @Test
    void aNewQuorumIsLookedAtAtOnce() {
        Story story = running();
        story.send(new HealthEvent.Reconfigured(
                new Web().quorum(2, 0).sorry("10.1.0.99").server(A).server(B).spec()));
        assertThat(story.told("run", "pipe"))
                .containsExactly("0.000s lost: only weight 1 is alive, the quorum is 2", "0.000s sorry in 10.1.0.99");
    }

    @Test
    void aRemovedServiceIsGone() {
        Story story = running();
        story.send(new HealthEvent.Reconfigured(HealthSpec.of(List.of())));
        assertThat(story.told("note"))
                .as("omega is about the daemon's end")
                .containsExactly(
                        "0.000s down 10.1.0.11: removed from the configuration",
                        "0.000s run down-10.1.0.11",
                        "0.000s pipe RS [10.1.0.11]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
                        "0.000s mail Realserver [10.1.0.11]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN:"
                                + " => Removing <=",
                        "0.000s run quorum-down",
                        "0.000s pipe VS [10.0.0.1]:tcp:80 DOWN",
                        "0.000s removed [10.0.0.1]:tcp:80");
        assertThat(story.engine().health(Fixtures.web())).isEmpty();
        assertThat(story.at("60s").probes()).isEmpty();
    }

    @Test
    void aRemovedServiceDoesNotWakeServersThatWereHeldDown() {
        HealthSpec spec = new Web()
                .server(Fixtures.server(A, 1, Fixtures.tcp(A, Fixtures.timing(0, false))))
                .spec()
                .withDamping(new HealthSpec.FlapDamping(
                        2, java.time.Duration.ofSeconds(60), java.time.Duration.ofSeconds(20)));
        Story story = Story.of(spec).start().at("0s");
        story.dies(A)
                .at("6s")
                .lives(A)
                .at("12s")
                .dies(A)
                .at("18s")
                .lives(A)
                .at("24s")
                .isAlive(A, false);
        story.send(new HealthEvent.Reconfigured(HealthSpec.of(List.of())))
                .andThen()
                .at("99s");
        assertThat(story.told()).isEmpty();
    }
}
