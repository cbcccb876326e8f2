package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AdvertRules;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The loop was asleep: what it missed must not be mistaken for silence.
class StallStoryTest {
    private static final String PEER = "172.16.0.225";

    @Test
    void backupThatSleptListensBeforeItTakesOver() {
        Story story = following()
                .asleepUntil("20s")
                .stalledFor(Duration.ofSeconds(15))
                .andThen();
        // the master lives and advertises within its interval
        story.send(new Event.DeadlineReached()).isIn(RouterState.BACKUP);
        story.at("20.9s").hears(PEER, 120).at("24s").isIn(RouterState.BACKUP);
    }

    @Test
    void graceIsNoLongerThanALivingMasterNeeds() {
        Story story = following().asleepUntil("20s").stalledFor(Duration.ofSeconds(15));
        assertThat(story.did())
                .endsWith("note: woke up 15000 ms late, listening for 1531 ms more before the master is given up");
        story.at("21.53s").isIn(RouterState.BACKUP).at("21.54s").isIn(RouterState.MASTER);
    }

    @Test
    void smallDelayCostsNoMoreThanItself() {
        Story story = following().asleepUntil("5.551250s").stalledFor(Duration.ofMillis(20));
        story.at("5.571249s").isIn(RouterState.BACKUP).at("5.57125s").isIn(RouterState.MASTER);
    }

    @Test
    void stallThatEndedInTimeChangesNothing() {
        Story story =
                following().asleepUntil("4s").stalledFor(Duration.ofSeconds(1)).andThen();
        story.at("5.53s").isIn(RouterState.BACKUP).at("5.54s").isIn(RouterState.MASTER);
    }

    /// A loop that is always late must still take over one day.
    @Test
    void graceIsGrantedOnlyOnceInAll() {
        Story story = following();
        int millis = 5_500;
        while (story.router().state() == RouterState.BACKUP && millis < 20_000) {
            millis += 300;
            story.asleepUntil(millis / 1000.0 + "s").stalledFor(Duration.ofMillis(300));
            story.send(new Event.DeadlineReached());
        }
        assertThat(millis).as("5.531 s + 1.531 s and one round").isBetween(7_000, 7_600);
    }

    @Test
    void advertThatWaitedInTheSocketStopsTheTimer() {
        Story story = following().asleepUntil("6s").hears(PEER, 120).stalledFor(Duration.ofMillis(500));
        story.send(new Event.DeadlineReached())
                .isIn(RouterState.BACKUP)
                .at("9.5s")
                .isIn(RouterState.BACKUP);
        assertThat(story.count(Counter.STALLED)).isOne();
    }

    @Test
    void masterWhoseLeaseRanOutTakesItsAddressesAnew() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen();
        story.asleepUntil("6.5s").stalledFor(Duration.ofSeconds(2));
        assertThat(story.did()).as("the lease of 3.531 s lasts until 6.531 s").isEmpty();
        story.asleepUntil("6.6s").stalledFor(Duration.ofSeconds(2));
        assertThat(story.did())
                .startsWith("add 172.16.0.222/16 lease 3s", "announce 172.16.0.222 on eth0 by ARP")
                .hasSize(6);
    }

    @Test
    void masterWhoseAdvertsRenewedTheLeaseStillHoldsItsAddresses() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("20s").andThen();
        story.stalledFor(Duration.ofMillis(100));
        assertThat(story.did()).isEmpty();
    }

    @Test
    void masterThatRanTooLateYieldsIfSoConfigured() {
        AdvertRules rules = new AdvertRules(
                false,
                false,
                false,
                false,
                false,
                false,
                AdvertRules.OldChecksum.DETECT,
                true,
                false,
                false,
                false,
                Optional.of(new Priority(254)));
        Story story = Story.of(SpecBuilder.ha1().rules(rules)).start().at("4s").andThen();
        story.asleepUntil("6.6s").send(new Event.DeadlineReached()).isIn(RouterState.BACKUP);
        assertThat(story.did())
                .contains("MASTER -> BACKUP: our last advert is 3.068 s old, so a backup must have taken over")
                .doesNotContain("advert 0 to 172.16.0.225");
    }

    @Test
    void lateAdvertsDoNotPileUp() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen();
        story.asleepUntil("9s").send(new Event.DeadlineReached());
        assertThat(story.all(Effect.SendAdvert.class)).hasSize(1);
        assertThat(story.nextDeadline().nanos()).isEqualTo(10_000_000_000L);
    }

    /// Small delays do not add up: the rhythm stays.
    @Test
    void advertThatIsALittleLateDoesNotDelayTheNext() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("3.6s");
        story.asleepUntil("4.600s").send(new Event.DeadlineReached());
        assertThat(story.nextDeadline().nanos()).isEqualTo(5_531_250_000L);
    }

    private static Story following() {
        return Story.of(SpecBuilder.ha1()).start().at("2s").hears(PEER, 120).andThen();
    }
}
