package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.Fixtures.Web;
import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When enough is alive, who answers otherwise, and who is told.
class QuorumStoryTest {
    private static final String A = "10.1.0.11";
    private static final String B = "10.1.0.12";
    private static final String C = "10.1.0.13";

    private static Web three() {
        return new Web().server(A).server(B).server(C);
    }

    @Test
    void theLastServerThatDiesBringsTheSorryServer() {
        Story story = Story.of(new Web().sorry("10.1.0.99").mails().server(A).spec())
                .start()
                .at("0s")
                .andThen();
        story.dies(A).at("9s");
        assertThat(story.told("note"))
                .containsExactly(
                        "9.000s down 10.1.0.11: TCP_CHECK failed 2 times: Connection refused",
                        "9.000s run down-10.1.0.11",
                        "9.000s pipe RS [10.1.0.11]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
                        "9.000s lost: only weight 0 is alive, the quorum is 1",
                        "9.000s sorry in 10.1.0.99",
                        "9.000s run quorum-down",
                        "9.000s pipe VS [10.0.0.1]:tcp:80 DOWN",
                        "9.000s mail Virtualserver [10.0.0.1]:tcp:80 - DOWN: => Lost quorum 1-0=1 > 0 <=",
                        "9.000s mail Realserver [10.1.0.11]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN:"
                                + " => TCP CHECK failed on service <=");
        story.andThen().lives(A).at("15s");
        assertThat(story.told("note", "mail", "pipe"))
                .containsExactly(
                        "15.000s up 10.1.0.11: TCP_CHECK succeeded",
                        "15.000s run up-10.1.0.11",
                        "15.000s gained: weight 1 is alive, the quorum is 1",
                        "15.000s sorry out 10.1.0.99",
                        "15.000s run quorum-up");
    }

    @Test
    void hysteresisKeepsAServiceFromFlapping() {
        Story story = Story.of(three().quorum(2, 1).spec()).start().at("0s").andThen();
        story.dies(A).dies(B).at("9s");
        assertThat(story.health().quorum()).as("weight 1 is not below 2 - 1").isTrue();
        story.dies(C).at("18s");
        assertThat(story.health().quorum()).isFalse();
        story.lives(A).lives(B).at("24s");
        assertThat(story.health().quorum()).as("weight 2 is below 2 + 1").isFalse();
        story.lives(C).at("30s");
        assertThat(story.health().quorum()).isTrue();
    }

    @Test
    void aServiceStartsWithoutQuorumIfThresholdAndHysteresisAreNotMet() {
        Story story = Story.of(three().quorum(3, 1).spec()).start();
        assertThat(story.health().quorum()).isFalse();
        assertThat(story.told("note", "up")).startsWith("0.000s lost: only weight 3 is alive, the quorum is 4");
    }

    @Test
    void whatAServiceStartsWithIsTold() {
        Timing first = Fixtures.timing(0, true);
        Web waiting = new Web().mails().server(Fixtures.server(A, 1, Fixtures.tcp(A, first)));
        assertThat(Story.of(new Web().mails().server(A).quorum(1, 0).spec())
                        .start()
                        .told("note", "up", "gained:"))
                .containsExactly(
                        "0.000s run quorum-up",
                        "0.000s pipe VS [10.0.0.1]:tcp:80 UP",
                        "0.000s mail Virtualserver [10.0.0.1]:tcp:80 - UP: => Starting with quorum up 1+0=1 <= 1 <=");
        assertThat(Story.of(waiting.spec()).start().told("note", "lost:"))
                .as("nothing was lost, and nobody answers instead")
                .isEmpty();
        assertThat(Story.of(waiting.sorry("10.1.0.99").spec()).start().told("note", "lost:"))
                .containsExactly(
                        "0.000s sorry in 10.1.0.99",
                        "0.000s run quorum-down",
                        "0.000s pipe VS [10.0.0.1]:tcp:80 DOWN",
                        "0.000s mail Virtualserver [10.0.0.1]:tcp:80 - DOWN: => Starting with quorum down 1+0=1 > 0"
                                + " <=");
    }

    @Test
    void scriptsSetWeights() {
        CheckerSpec misc =
                new CheckerSpec.Misc(Fixtures.timing(0, false), Fixtures.script("/load"), Duration.ofSeconds(5), true);
        Story story = Story.of(new Web()
                        .quorum(5, 0)
                        .server(Fixtures.server(A, 10, misc))
                        .spec())
                .answers("/load", new ProbeResult.Exited(0))
                .start()
                .at("0s")
                .andThen();
        story.answers("/load", new ProbeResult.Exited(5)).at("6s");
        assertThat(story.told("note", "run", "pipe"))
                .containsExactly(
                        "6.000s weight 10.1.0.11 10 -> 3: MISC_CHECK exited with status 5",
                        "6.000s lost: only weight 3 is alive, the quorum is 5");
        story.answers("/load", new ProbeResult.Exited(0)).at("12s").isAlive(A, true);
        assertThat(story.health().servers().getFirst().weight())
                .as("0 leaves the configured weight")
                .isEqualTo(10);
        story.answers("/load", new ProbeResult.Exited(1)).at("18s").isAlive(A, false);
        story.answers("/load", new ProbeResult.Exited(255)).at("24s").isAlive(A, true);
        assertThat(story.health().servers().getFirst().weight()).isEqualTo(253);
    }

    @Test
    void filesSetWeightsOrTakeServersOut() {
        Timing none = new Timing(0, Duration.ZERO, Duration.ofSeconds(6), Duration.ZERO, false, false);
        Story story = Story.of(new Web()
                        .server(Fixtures.server(A, 10, new CheckerSpec.File(none, "load", -2, false)))
                        .server(Fixtures.server(B, 10, new CheckerSpec.File(none, "stop", 0, false)))
                        .server(Fixtures.server(C, 10, new CheckerSpec.File(none, "go", 0, true)))
                        .spec())
                .send(new HealthEvent.FileValueChanged("load", 3))
                .start();
        assertThat(story.health().servers().getFirst().weight()).isEqualTo(4);
        story.isAlive(B, true).isAlive(C, false);
        story.send(new HealthEvent.FileValueChanged("stop", 7)).isAlive(B, false);
        story.send(new HealthEvent.FileValueChanged("go", 1)).isAlive(C, true);
        story.send(new HealthEvent.FileValueChanged("load", 100));
        assertThat(story.health().servers().getFirst().weight())
                .as("never negative")
                .isZero();
        story.isAlive(A, true)
                .send(new HealthEvent.FileValueChanged("load", Integer.MAX_VALUE))
                .isAlive(A, false);
    }

    @Test
    void bfdSessionsTakeServersOut() {
        CheckerSpec alpha = new CheckerSpec.Bfd(Fixtures.timing(0, true), "b1");
        CheckerSpec plain = new CheckerSpec.Bfd(Fixtures.timing(0, false), "b2");
        Story story = Story.of(new Web()
                        .server(Fixtures.server(A, 1, alpha))
                        .server(Fixtures.server(B, 1, plain))
                        .spec())
                .start();
        story.isAlive(A, false).isAlive(B, true);
        story.send(new HealthEvent.BfdChanged("b1", true)).isAlive(A, true).andThen();
        story.send(new HealthEvent.BfdChanged("b2", false)).isAlive(B, false);
        assertThat(story.told("note", "run", "pipe"))
                .containsExactly(
                        "0.000s down 10.1.0.12: BFD_CHECK failed: BFD session b2 is down",
                        "0.000s mail Realserver [10.1.0.12]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN:"
                                + " => BFD CHECK b2 failed on service <=");
    }

    @Test
    void suspendedServicesAreCheckedOnlyWhereTheAddressIs() {
        Story story =
                Story.of(new Web().suspends().server(A).spec()).dies(A).start().at("60s");
        assertThat(story.isAlive(A, true).probes()).isEmpty();
        story.send(new HealthEvent.AddressHeld(dev.baton.model.IpAddress.of("10.0.0.2")))
                .at("61s");
        assertThat(story.probes()).isEmpty();
        story.send(new HealthEvent.AddressHeld(dev.baton.model.IpAddress.of("10.0.0.1")))
                .at("62s")
                .isAlive(A, false);
        story.hangs(A).at("68s").andThen();
        story.send(new HealthEvent.AddressReleased(dev.baton.model.IpAddress.of("10.0.0.1")))
                .at("99s");
        assertThat(story.told())
                .containsExactly(
                        "68.000s note Deactivating healthchecker for service [10.1.0.11]:tcp:80 for VS"
                                + " [10.0.0.1]:tcp:80",
                        "68.000s cancel");
        assertThat(story.probes()).isEmpty();
    }

    @Test
    void omegaServicesSayGoodbye() {
        Story story = Story.of(new Web().omega().mails().server(A).spec())
                .start()
                .at("0s")
                .andThen();
        story.send(new HealthEvent.StopRequested());
        assertThat(story.told())
                .containsExactly(
                        "0.000s down 10.1.0.11: shutting down",
                        "0.000s run down-10.1.0.11",
                        "0.000s pipe RS [10.1.0.11]:tcp:80 [10.0.0.1]:tcp:80 DOWN",
                        "0.000s mail Realserver [10.1.0.11]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN:"
                                + " => Shutting down <=",
                        "0.000s run quorum-down",
                        "0.000s pipe VS [10.0.0.1]:tcp:80 DOWN",
                        "0.000s mail Virtualserver [10.0.0.1]:tcp:80 - DOWN: => Shutting down <=");
        Story quiet = Story.of(new Web().server(A).spec()).start().at("0s").andThen();
        assertThat(quiet.send(new HealthEvent.StopRequested()).told()).isEmpty();
    }

    @Test
    void initialNotifiesAndFewerMailsAreOptions() {
        HealthSpec spec = new HealthSpec(
                List.of(new Web()
                        .server(Fixtures.server(
                                A,
                                1,
                                Fixtures.tcp(A, Fixtures.timing(0, false)),
                                Fixtures.tcp(B, Fixtures.timing(0, false))))
                        .build()),
                true,
                true,
                false,
                Optional.empty());
        Story story = Story.of(spec).start();
        assertThat(story.told("note")).contains("0.000s run up-10.1.0.11");
        story.at("0s").andThen().dies(A).at("6s").dies(B).at("12s");
        assertThat(story.told("note", "run", "pipe", "down", "lost"))
                .as("the second failed check changed nothing for the server")
                .filteredOn(line -> line.contains(" mail "))
                .hasSize(1);
    }

    @Test
    void sharedChecksRunOnceForAllTheirServers() {
        CheckerSpec check = Fixtures.tcp("10.9.0.1", Fixtures.timing(0, false));
        HealthSpec spec = new Web()
                .server(Fixtures.server(A, 1, check))
                .server(Fixtures.server(B, 1, check))
                .spec()
                .withSharedChecks();
        Story story = Story.of(spec).start().at("0s");
        assertThat(story.probes()).hasSize(1);
        story.dies("10.9.0.1").at("6s").isAlive(A, false).isAlive(B, false);
    }

    @Test
    void flappingServersHaveToStayWellForAWhile() {
        HealthSpec spec = new Web()
                .server(Fixtures.server(A, 1, Fixtures.tcp(A, Fixtures.timing(0, false))))
                .server(B)
                .spec()
                .withDamping(new HealthSpec.FlapDamping(2, Duration.ofSeconds(60), Duration.ofSeconds(20)));
        Story story = Story.of(spec).start().at("0s");
        story.dies(A).at("6s").lives(A).at("12s").isAlive(A, true);
        story.dies(A).at("18s").andThen().lives(A).at("24s").isAlive(A, false);
        assertThat(story.told("probe"))
                .filteredOn(line -> line.contains("held down"))
                .hasSize(1);
        story.dies(A)
                .at("30s")
                .lives(A)
                .at("36s")
                .at("55s")
                .isAlive(A, false)
                .at("56s")
                .isAlive(A, true);
        assertThat(story.told()).contains("56.000s up 10.1.0.11: well for 20 s after flapping");
    }
}
