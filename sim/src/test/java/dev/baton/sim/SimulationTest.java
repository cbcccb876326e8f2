package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final NodeSpec A = TestNode.of("a", "address=10.0.0.1 priority=150");
    private static final NodeSpec B = TestNode.of("b", "address=10.0.0.2 priority=100");

    @Test
    void oneScenarioGoesTheSameWayEachTime() {
        for (long seed = 0; seed < 20; seed++) {
            Simulation first = Simulation.of(RandomScenario.of(seed)).play();
            Simulation again = Simulation.of(RandomScenario.of(seed)).play();
            assertThat(again.story()).isEqualTo(first.story());
            assertThat(Simulation.silent(RandomScenario.of(seed)).play().steps())
                    .isEqualTo(first.steps());
        }
    }

    @Test
    void differentSeedsGoDifferentWays() {
        assertThat(Simulation.of(RandomScenario.of(1)).play().story())
                .isNotEqualTo(Simulation.of(RandomScenario.of(2)).play().story());
    }

    @Test
    void theReportSaysWhatHappened() {
        Report report = Simulation.of(scenario("at 5s poweroff a")).play().report();

        assertThat(report.failovers()).isEqualTo(1);
        assertThat(report.faults()).containsExactly("at 5s poweroff a");
        assertThat(report.seconds()).isEqualTo(20);
        assertThat(report.violations()).isEmpty();
        assertThat(report.routers()).extracting(SimulatedRouter::state).containsExactly("INIT", "MASTER");
        assertThat(report.story())
                .anyMatch(line -> line.kind().equals("owner") && line.node().equals("b"));
    }

    @Test
    void aSplitBrainIsReported() {
        NodeSpec deaf = TestNode.of("deaf", "address=10.0.0.3 priority=100 password=other");
        Scenario scenario = new Scenario(
                List.of(A, deaf), LinkKind.ETHERNET, NetworkQuality.LAN, List.of(), 1, Duration.ofSeconds(20));

        assertThat(Simulation.of(scenario).play().violations())
                .extracting(Violation::invariant)
                .containsExactly("OneMaster");
    }

    @Test
    void twoNodesOfOneNameAreRefused() {
        assertThatThrownBy(() -> new Scenario(
                        List.of(A, A), LinkKind.ETHERNET, NetworkQuality.LAN, List.of(), 1, Duration.ofSeconds(1)))
                .hasMessage("two nodes are called a");
    }

    @Test
    void aClockGoesForwardAndBackWithoutLoss() {
        SplitMix64 dice = new SplitMix64(7);
        for (int round = 0; round < 10_000; round++) {
            DriftingClock clock =
                    new DriftingClock(dice.between(0, 1_000_000_000_000L), (int) dice.between(-100_000, 100_000));
            Tick deadline = clock.at(dice.between(0, 3_600_000_000_000L)).plusMicros(dice.below(1_000));
            long at = clock.whenShowing(deadline);
            assertThat(clock.at(at)).isGreaterThanOrEqualTo(deadline);
            assertThat(clock.at(at - 1)).isLessThan(deadline);
        }
    }

    private static Scenario scenario(String... faults) {
        List<NodeSpec> nodes = List.of(A, B);
        List<TimedFault> timed = List.of(faults).stream()
                .map(text -> switch (FaultText.timed(text, java.util.Set.of("a", "b"))) {
                    case FaultText.Parsed.Understood<TimedFault>(TimedFault fault) -> fault;
                    case FaultText.Parsed.NotUnderstood<TimedFault>(String sentence) ->
                        throw new IllegalArgumentException(sentence);
                })
                .toList();
        return new Scenario(nodes, LinkKind.ETHERNET, NetworkQuality.LAN, timed, 1, Duration.ofSeconds(20));
    }
}
