package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.RouterState;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Leaving without a gap: the addresses stay until a peer has taken over.
class HandoverStoryTest {
    private static final String PEER = "172.16.0.225";

    @Test
    void masterResignsAndStaysUntilThePeerHasTakenOver() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").andThen();
        story.send(new Event.HandoverRequested("VI_1"));
        assertThat(story.did())
                .containsExactly(
                        "note: Changing effective priority from 120 to 1",
                        "note: handing over: staying until a peer takes over, for at most 2496 ms",
                        "advert 0 to 172.16.0.225",
                        "note: sent 0 priority",
                        "renew lease 3s");
        story.andThen().at("6.5s").isIn(RouterState.MASTER);
        assertThat(story.did()).contains("advert 0 to 172.16.0.225").doesNotContain("remove 172.16.0.222/16");
        story.andThen().hears(PEER, 100);
        assertThat(story.isIn(RouterState.BACKUP).did())
                .containsExactly(
                        "remove 172.16.0.222/16", "MASTER -> BACKUP: handed over to 172.16.0.225, which is master now");
    }

    @Test
    void stopEndsWithinFiveSecondsHoweverLongTheInterval() {
        Story story = Story.of(SpecBuilder.ha1().interval(Duration.ofSeconds(60)))
                .start()
                .at("200s")
                .isIn(RouterState.MASTER);
        story.send(new Event.GracefulStopRequested()).andThen().at("204.9s").isIn(RouterState.MASTER);
        story.at("205s").isIn(RouterState.STOP);
    }

    @Test
    void routerThatHandedOverDoesNotComeBackWhileThePeerLives() {
        Story story = handedOver();
        for (int second = 7; second <= 60; second++) {
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
    void whoeverFindsNobodyToHandOverToStays() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s");
        story.send(new Event.HandoverRequested("VI_1")).andThen().at("10s");
        assertThat(story.isIn(RouterState.MASTER).told())
                .containsSubsequence(
                        "6.000000s advert 0 to 172.16.0.225",
                        "7.496093s note: no peer took over within 2496 ms, staying master with priority 1",
                        "7.496093s advert 1 to 172.16.0.225");
        assertThat(story.did()).doesNotContain("remove 172.16.0.222/16");
        story.hears(PEER, 2).isIn(RouterState.BACKUP);
    }

    /// A peer that never preempts, or that is the least of all, is heard before the bound even if it missed
    /// the first resignation.
    @Test
    void boundLeavesTimeForTheSlowestPeer() {
        long slowest = 1_000_000 + ProtocolTimes.skewMicros(VrrpVersion.V2, 1, 1_000_000);
        assertThat(slowest).isLessThan(2_496_093);
    }

    @Test
    void gracefulStopHandsOverAndThenIsSilent() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.GracefulStopRequested());
        assertThat(story.engine().isStopped()).isFalse();
        story.at("5.6s").andThen().hears(PEER, 100);
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
        story.at("7.4s").isIn(RouterState.MASTER).at("7.5s").isIn(RouterState.STOP);
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

    @Test
    void ownerHandsOverLikeEverybodyElse() {
        Story story = Story.of(SpecBuilder.ha1().priority(255)).start().at("5s").andThen();
        story.send(new Event.HandoverRequested("VI_1"));
        assertThat(story.isIn(RouterState.MASTER).did()).contains("advert 0 to 172.16.0.225");
        story.hears(PEER, 100).isIn(RouterState.BACKUP);
    }

    /// Two engines back to back: at no time is the address nowhere.
    @Test
    void betweenTwoRoutersTheAddressIsAlwaysSomewhere() {
        Story one = Story.of(SpecBuilder.ha1()).start().at("5s").andThen();
        Story two = Story.of(SpecBuilder.ha2().priority(100)).start();
        two.at("4.9s").hears("172.16.0.224", 120);
        one.send(new Event.HandoverRequested("VI_1"));
        two.at("5s").hears("172.16.0.224", 0);
        for (int tenth = 51; tenth <= 95 && one.router().state() == RouterState.MASTER; tenth++) {
            one.at(tenth / 10.0 + "s");
            one.all(Effect.SendAdvert.class).forEach(advert -> two.hears("172.16.0.224", 0));
            one.andThen();
            two.andThen().at(tenth / 10.0 + "s");
            if (!two.all(Effect.SendAdvert.class).isEmpty()) {
                assertThat(one.router().state()).isEqualTo(RouterState.MASTER);
                one.hears(PEER, 100);
            }
        }
        assertThat(one.router().state()).isEqualTo(RouterState.BACKUP);
        assertThat(two.router().state()).isEqualTo(RouterState.MASTER);
        assertThat(one.now().nanos()).as("by the skew time of 0.61 s").isLessThan(5_800_000_000L);
    }

    private static Story handedOver() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("5s").send(new Event.HandoverRequested("VI_1"));
        return story.at("6s").hears(PEER, 100).andThen();
    }
}
