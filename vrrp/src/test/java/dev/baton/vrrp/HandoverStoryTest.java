package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.RouterState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Leaving without a gap: the addresses stay until a peer has taken over.
class HandoverStoryTest {
    private static final String PEER = "172.16.0.225";

    @Test
    void masterStaysUntilThePeerHasTakenOver() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").andThen();
        story.send(new Event.HandoverRequested("VI_1"));
        assertThat(story.did())
                .containsExactly(
                        "note: Changing effective priority from 120 to 1",
                        "note: handing over: advertising priority 1 until a peer takes over, for at most 4496 ms",
                        "advert 1 to 172.16.0.225",
                        "renew lease 3s");
        story.at("8.2s").isIn(RouterState.MASTER);
        assertThat(story.did()).contains("advert 1 to 172.16.0.225").doesNotContain("remove 172.16.0.222/16");
        story.hears(PEER, 100);
        assertThat(story.isIn(RouterState.BACKUP).did())
                .containsExactly(
                        "note: Master received advert from 172.16.0.225 with higher priority 100, ours 1",
                        "advert 1 to 172.16.0.225",
                        "remove 172.16.0.222/16",
                        "MASTER -> BACKUP: handed over to 172.16.0.225, which is master now");
    }

    @Test
    void routerThatHandedOverDoesNotComeBackWhileThePeerLives() {
        Story story = handedOver();
        for (int second = 9; second <= 60; second++) {
            story.at(second + "s").hears(PEER, 100).isIn(RouterState.BACKUP);
        }
        // nobody else is there: 3 s + 255/256 s after the last advert
        story.at("63.99s").isIn(RouterState.BACKUP).at("64s").isIn(RouterState.MASTER);
    }

    @Test
    void liftedHandoverStandsForTheOldPriorityAgain() {
        Story story = handedOver().at("9s").hears(PEER, 100).andThen().send(new Event.HandoverLifted("VI_1"));
        assertThat(story.did())
                .containsExactly(
                        "note: standing for mastership again", "note: Changing effective priority from 1 to 120");
        story.at("10s").hears(PEER, 100).at("12.53s").isIn(RouterState.BACKUP);
        story.at("12.54s").isIn(RouterState.MASTER);
    }

    @Test
    void handoverThatNobodyAnswersEndsWithPriorityZero() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s");
        story.send(new Event.HandoverRequested("VI_1")).andThen().at("10s");
        assertThat(story.isIn(RouterState.BACKUP).told())
                .containsSubsequence(
                        "9.496093s advert 0 to 172.16.0.225",
                        "9.496093s note: sent 0 priority",
                        "9.496093s remove 172.16.0.222/16",
                        "9.496093s MASTER -> BACKUP: no peer took over within 4.496 s, so priority 0 was sent");
    }

    /// Whoever has the least priority that can win waits longest; it must be heard before the bound.
    @Test
    void boundLeavesTimeForTheSlowestPeer() {
        long slowest =
                ProtocolTimes.masterDownMicros(SpecBuilder.ha2().priority(2).build(), 2, 1_000_000);
        Story story = Story.of(SpecBuilder.ha1()).start().at("5.531249s");
        // the last advert that restarted the peer's timer was sent almost one interval ago
        story.send(new Event.HandoverRequested("VI_1"));
        story.at("5.531250s");
        Duration bound = Duration.ofNanos(4_496_093_000L);
        assertThat(Duration.ofNanos(slowest * 1_000)).isLessThan(bound);
    }

    @Test
    void gracefulStopHandsOverAndThenIsSilent() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.GracefulStopRequested());
        assertThat(story.engine().isStopped()).isFalse();
        story.at("8s").andThen().hears(PEER, 100);
        assertThat(story.isIn(RouterState.STOP).did())
                .endsWith(
                        "MASTER -> BACKUP: handed over to 172.16.0.225, which is master now",
                        "BACKUP -> STOP: shutting down");
        assertThat(story.engine().isStopped()).isTrue();
        story.hears(PEER, 0).at("60s");
        assertThat(story.did()).isEmpty();
    }

    @Test
    void gracefulStopEndsAtTheBound() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.GracefulStopRequested());
        story.at("9.5s").isIn(RouterState.STOP);
    }

    @Test
    void gracefulStopOfABackupIsImmediate() {
        Story story = Story.of(SpecBuilder.ha2()).start().andThen().send(new Event.GracefulStopRequested());
        assertThat(story.isIn(RouterState.STOP).all(Effect.SendAdvert.class)).isEmpty();
    }

    @Test
    void stopCutsAHandoverShort() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.GracefulStopRequested());
        story.at("6s").andThen().stop();
        assertThat(story.isIn(RouterState.STOP).did()).startsWith("advert 0 to 172.16.0.225");
    }

    // RFC9568-5.2.4-1
    @Test
    void ownerResignsSinceItMayNotRankBelowOthers() {
        Story story = Story.of(SpecBuilder.ha1().priority(255)).start().at("5s").andThen();
        story.send(new Event.HandoverRequested("VI_1"));
        assertThat(story.isIn(RouterState.BACKUP).did())
                .contains("advert 0 to 172.16.0.225", "MASTER -> BACKUP: asked to hand over")
                .doesNotContain("advert 1 to 172.16.0.225");
    }

    /// Two engines back to back: at no time is the address nowhere.
    @Test
    void betweenTwoRoutersTheAddressIsAlwaysSomewhere() {
        Story one = Story.of(SpecBuilder.ha1()).start().at("5s").andThen();
        Story two = Story.of(SpecBuilder.ha2().priority(100)).start();
        two.at("4.9s").hears("172.16.0.224", 120);
        one.send(new Event.HandoverRequested("VI_1"));
        two.at("5s").hears("172.16.0.224", 1);
        for (int tenth = 51; tenth <= 95 && one.router().state() == RouterState.MASTER; tenth++) {
            one.at(tenth / 10.0 + "s");
            one.all(Effect.SendAdvert.class).forEach(advert -> two.hears("172.16.0.224", 1));
            one.andThen();
            two.andThen().at(tenth / 10.0 + "s");
            if (!two.all(Effect.SendAdvert.class).isEmpty()) {
                assertThat(one.router().state()).isEqualTo(RouterState.MASTER);
                one.hears(PEER, 100);
            }
        }
        assertThat(one.router().state()).isEqualTo(RouterState.BACKUP);
        assertThat(two.router().state()).isEqualTo(RouterState.MASTER);
        assertThat(one.now().nanos()).as("by the protocol's own timer").isLessThan(9_000_000_000L);
    }

    private static Story handedOver() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.HandoverRequested("VI_1"));
        return story.at("8s").hears(PEER, 100).andThen();
    }
}
