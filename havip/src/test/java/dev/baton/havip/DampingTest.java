package dev.baton.havip;

import static dev.baton.havip.Lab.HA1;
import static dev.baton.havip.Lab.HA2;
import static dev.baton.havip.Lab.HAVIP;
import static dev.baton.havip.Lab.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two that both want the HaVip do not tear it apart, and nobody waits who need not.
final class DampingTest {
    private final Lab lab = new Lab(Damping.DEFAULT);

    @Test
    void flappingPairIsHeldAfterFiveMoves() {
        int moves = flap(100);
        assertThat(moves).isEqualTo(5);
        assertThat(lab.fabric.deadline()).isNotEqualTo(Tick.NEVER);
    }

    @Test
    void firstClaimIsNeverDelayedNotEvenInTheMiddleOfAHold() {
        flap(100);
        InstanceId master = lab.master().orElseThrow();
        Instance other = master.equals(HA1.id()) ? HA2 : HA1;
        lab.handle(new FabricEvent.Unbind(HAVIP, other.id()));
        lab.handle(new FabricEvent.InstanceDown(master));
        assertThat(lab.master()).isEmpty();
        lab.handle(new FabricEvent.Bind(HAVIP, other.id()));
        lab.announces(other, VIP);
        assertThat(lab.master()).contains(other.id());
    }

    @Test
    void whoWaitsGetsItAtOnceWhenTheMasterIsGone() {
        flap(100);
        InstanceId master = lab.master().orElseThrow();
        Instance waiting = master.equals(HA1.id()) ? HA2 : HA1;
        lab.announces(waiting, VIP);
        assertThat(lab.handle(new FabricEvent.InstanceDown(master)))
                .contains(new FabricEffect.RouteHaVip(HAVIP, VIP, waiting.id()));
        assertThat(lab.master()).contains(waiting.id());
    }

    @Test
    void lastClaimantHasItWhenTheHoldEnds() {
        flap(100);
        InstanceId master = lab.master().orElseThrow();
        Instance other = master.equals(HA1.id()) ? HA2 : HA1;
        lab.announces(other, VIP);
        lab.pass(Duration.ofMillis(1_100));
        assertThat(lab.handle(new FabricEvent.Elapsed())).contains(new FabricEffect.RouteHaVip(HAVIP, VIP, other.id()));
        assertThat(lab.fabric.deadline()).isEqualTo(Tick.NEVER);
    }

    @Test
    void masterThatAnnouncedLastKeepsIt() {
        flap(100);
        InstanceId master = lab.master().orElseThrow();
        Instance other = master.equals(HA1.id()) ? HA2 : HA1;
        lab.announces(other, VIP);
        lab.announces(master.equals(HA1.id()) ? HA1 : HA2, VIP);
        lab.pass(Duration.ofSeconds(20));
        assertThat(lab.handle(new FabricEvent.Elapsed())).isEmpty();
        assertThat(lab.master()).contains(master);
    }

    @Test
    void holdsGrowAndAreForgottenAfterPeace() {
        List<Duration> holds = new ArrayList<>();
        flap(5);
        for (int quarrel = 0; quarrel < 4; quarrel++) {
            Instance loser = lab.master().orElseThrow().equals(HA1.id()) ? HA2 : HA1;
            lab.announces(loser, VIP);
            Duration hold = lab.fabric.deadline().since(lab.now());
            holds.add(hold);
            lab.pass(hold);
            lab.handle(new FabricEvent.Elapsed());
        }
        assertThat(holds)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        lab.pass(Duration.ofSeconds(60));
        assertThat(flap(3)).isEqualTo(3);
    }

    @Test
    void endlessQuarrelMovesItFiveTimesInTenSecondsAtMost() {
        List<Tick> moves = new ArrayList<>();
        for (int at = 0; at < 60_000; at++) {
            List<FabricEffect> effects = new ArrayList<>(lab.handle(new FabricEvent.Elapsed()));
            Instance next = lab.master().filter(HA1.id()::equals).isPresent() ? HA2 : HA1;
            effects.addAll(lab.announces(next, VIP));
            effects.stream().filter(FabricEffect.RouteHaVip.class::isInstance).forEach(move -> moves.add(lab.now()));
        }
        for (int at = 6; at < moves.size(); at++) {
            // The end of a hold is a move of its own.
            assertThat(moves.get(at).since(moves.get(at - 6))).isGreaterThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void oneFailoverInAnHourIsNeverDamped() {
        for (int hour = 0; hour < 50; hour++) {
            Instance next = hour % 2 == 0 ? HA1 : HA2;
            assertThat(lab.announces(next, VIP)).anyMatch(FabricEffect.RouteHaVip.class::isInstance);
            lab.pass(Duration.ofHours(1));
        }
    }

    /// The two announce in turns, a millisecond apart; returns how often the HaVip moved.
    private int flap(int announcements) {
        int moves = 0;
        for (int at = 0; at < announcements; at++) {
            Instance next = lab.master().filter(HA1.id()::equals).isPresent() ? HA2 : HA1;
            moves += (int) lab.announces(next, VIP).stream()
                    .filter(FabricEffect.RouteHaVip.class::isInstance)
                    .count();
        }
        return moves;
    }
}
