package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A split brain that needs one fault is hidden among forty that do no harm.
class ShrinkerTest {
    private final Scenario failing = failing();

    @Test
    void onlyTheFaultsThatAreNeededRemain() {
        Scenario shortest = Shrinker.shrink(failing);

        assertThat(shortest.faults()).extracting(TimedFault::fault).containsExactly(new Fault.PowerOff("a"));
        assertThat(shortest.length()).isLessThan(failing.length());
        assertThat(Simulation.silent(shortest).play().violations()).isNotEmpty();
    }

    @Test
    void theStorySaysWhatIsBrokenAndHowToSeeItAgain() {
        assertThat(FailureStory.of(failing, "make sim SEED=1"))
                .contains("OneMaster: ")
                .contains("replay: make sim SEED=1")
                .contains("faults (1 of 41 are needed):\n  at 41s poweroff a\n")
                .contains("node c: baton")
                .contains("Entering MASTER STATE");
    }

    @Test
    void aScenarioThatBreaksNothingStaysAsItIs() {
        Scenario peaceful = failing.withFaults(List.of());

        assertThat(Shrinker.shrink(peaceful)).isEqualTo(peaceful);
    }

    /// While `a` is master, `b` and `c` follow it; without it they do not understand each other.
    private static Scenario failing() {
        NodeSpec a = TestNode.of("a", "address=10.0.0.1 priority=150 peers=10.0.0.2,10.0.0.3");
        NodeSpec b = TestNode.of("b", "address=10.0.0.2 priority=100 peers=10.0.0.1");
        NodeSpec c = TestNode.of("c", "address=10.0.0.3 priority=90 peers=10.0.0.1");
        List<TimedFault> faults = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(second ->
                        new TimedFault(Duration.ofSeconds(second), new Fault.Duplicate(second, Duration.ofSeconds(1))))
                .toList());
        faults.add(new TimedFault(Duration.ofSeconds(41), new Fault.PowerOff("a")));
        return new Scenario(List.of(a, b, c), LinkKind.ETHERNET, NetworkQuality.LAN, faults, 1, Duration.ofMinutes(2));
    }
}
