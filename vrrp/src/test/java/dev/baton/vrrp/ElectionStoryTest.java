package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AdvertRules;
import dev.baton.model.RouterState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who becomes MASTER, who stays BACKUP, and when.
class ElectionStoryTest {
    private static final String PEER = "172.16.0.225";

    // RFC9568-6.4.1-1, RFC3768-6.4.1-1
    @Test
    void ownerIsMasterAtOnce() {
        Story story = Story.of(SpecBuilder.ha1().priority(255)).start();
        assertThat(story.isIn(RouterState.MASTER).did())
                .startsWith(
                        "remove 172.16.0.222/16",
                        "add 172.16.0.222/16 lease 2s",
                        "advert 255 to 172.16.0.225",
                        "INIT -> MASTER: priority 255 owns the addresses");
    }

    // RFC9568-6.4.2-6, RFC3768-6.4.2-6
    @Test
    void betterRouterTakesOverWhenItsTimerRunsOutAlthoughALesserMasterIsHeard() {
        Story story = Story.of(SpecBuilder.ha1()).start();
        story.at("1s").hears(PEER, 100);
        story.at("2s").hears(PEER, 100).at("3s").hears(PEER, 100).at("3.6s");
        assertThat(story.isIn(RouterState.MASTER).told())
                .filteredOn(line -> line.contains("lower priority"))
                .as("said once")
                .containsExactly("1.000000s note: received lower priority (100) advert from 172.16.0.225 - discarding");
    }

    // RFC9568-6.4.2-5, RFC3768-6.4.2-5
    @Test
    void nopreemptNeverPreemptsALivingMaster() {
        Story story = Story.of(SpecBuilder.ha1().nopreempt()).start();
        for (int second = 1; second <= 30; second++) {
            story.at(second + "s").hears(PEER, 1);
        }
        story.isIn(RouterState.BACKUP)
                .at("33.53s")
                .isIn(RouterState.BACKUP)
                .at("33.54s")
                .isIn(RouterState.MASTER);
    }

    @Test
    void preemptDelayStartsWithTheFirstLesserAdvert() {
        Story story = Story.of(SpecBuilder.ha1().preemptDelay(Duration.ofSeconds(10)))
                .start()
                .andThen();
        for (int second = 1; second <= 20; second++) {
            story.at(second + "s").hears(PEER, 100);
        }
        assertThat(story.told())
                .contains("1.000000s note: start preempt delay (10.000000)")
                .contains("13.531250s BACKUP -> MASTER: no advert from 172.16.0.225 for 3.531 s");
    }

    @Test
    void preemptDelayStopsWhenAnEqualMasterIsHeard() {
        Story story =
                Story.of(SpecBuilder.ha1().preemptDelay(Duration.ofSeconds(3))).start();
        story.at("1s").hears(PEER, 100).andThen();
        for (int second = 2; second <= 20; second++) {
            story.at(second + "s").hears(PEER, 120);
        }
        assertThat(story.isIn(RouterState.BACKUP).told()).containsExactly("2.000000s note: stop preempt delay");
    }

    // RFC9568-6.4.3-4, RFC3768-6.4.3-4
    @Test
    void masterYieldsToAHigherPriority() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen().hears(PEER, 121);
        assertThat(story.isIn(RouterState.BACKUP).did())
                .containsExactly(
                        "note: Master received advert from 172.16.0.225 with higher priority 121, ours 120",
                        "advert 120 to 172.16.0.225",
                        "remove 172.16.0.222/16",
                        "MASTER -> BACKUP: 172.16.0.225 advertises priority 121, ours is 120");
        assertThat(story.at("20s").isIn(RouterState.MASTER).told())
                .contains("7.531250s BACKUP -> MASTER: no advert from 172.16.0.225 for 3.531 s");
    }

    @Test
    void strictRouterYieldsInSilence() {
        AdvertRules strict =
                new AdvertRules(true, false, true, false, false, false, AdvertRules.OldChecksum.DETECT, true);
        Story story = Story.of(SpecBuilder.ha1().rules(strict))
                .start()
                .at("4s")
                .andThen()
                .hears(PEER, 121);
        assertThat(story.isIn(RouterState.BACKUP).all(Effect.SendAdvert.class)).isEmpty();
    }

    // RFC9568-6.4.3-3, RFC3768-6.4.3-3
    @Test
    void masterAnswersAResignationAtOnce() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen().hears(PEER, 0);
        assertThat(story.isIn(RouterState.MASTER).did())
                .startsWith("advert 120 to 172.16.0.225", "renew lease 3s", "announce 172.16.0.222 on eth0 by ARP");
        assertThat(story.at("4.9s").told()).as("its timer starts anew").isEmpty();
        assertThat(story.at("5s").did()).startsWith("advert 120 to 172.16.0.225");
    }

    // RFC9568-6.4.3-5, RFC3768-6.4.3-5
    @Test
    void masterAnswersALesserRouterAtOnce() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen().hears(PEER, 119);
        assertThat(story.isIn(RouterState.MASTER).did())
                .startsWith(
                        "note: Received advert from 172.16.0.225 with lower priority 119, ours 120,"
                                + " forcing new election",
                        "advert 120 to 172.16.0.225");
    }

    @Test
    void lowerPrioNoAdvertLeavesTheAdvertOutButAnnouncesAgain() {
        AdvertRules rules =
                new AdvertRules(false, false, true, false, false, false, AdvertRules.OldChecksum.DETECT, true);
        Story story = Story.of(SpecBuilder.ha1().rules(rules))
                .start()
                .at("4s")
                .andThen()
                .hears(PEER, 119);
        assertThat(story.all(Effect.SendAdvert.class)).isEmpty();
        assertThat(story.all(Effect.Announce.class)).hasSize(5);
    }

    @Test
    void advertWithOurOwnAddressIsOnlyRemarkedOn() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen();
        story.hears("172.16.0.224", 120).hears("172.16.0.224", 120);
        assertThat(story.isIn(RouterState.MASTER).did())
                .containsExactly("note: WARNING - equal priority advert received from remote host with our IP address"
                        + " 172.16.0.224");
    }

    @Test
    void ownerWithTheLowerAddressYieldsToAnotherOwner() {
        Story story =
                Story.of(SpecBuilder.ha1().priority(255)).start().andThen().hears(PEER, 255);
        assertThat(story.isIn(RouterState.BACKUP).did())
                .startsWith("note: CONFIGURATION ERROR: local instance and 172.16.0.225 are both configured as"
                        + " address owner, please resolve");
    }

    @Test
    void ownerStepsDownFromAnotherOwnerThatDoesNotYield() {
        Story story = Story.of(SpecBuilder.ha2().priority(255)).start().andThen();
        for (int tenth = 5; tenth <= 45; tenth += 10) {
            story.at(tenth / 10.0 + "s").hears("172.16.0.224", 255);
        }
        assertThat(story.isIn(RouterState.BACKUP).told())
                .contains("3.700000s note: Changing effective priority from 255 to 254");
        assertThat(story.at("20s")
                        .isIn(RouterState.MASTER)
                        .router()
                        .effectivePriority()
                        .value())
                .as("nobody else is there any more")
                .isEqualTo(255);
    }

    @Test
    void ownerThatIgnoresAdvertsRefusesAnotherOwner() {
        AdvertRules rules =
                new AdvertRules(false, false, false, false, true, false, AdvertRules.OldChecksum.DETECT, true);
        Story story = Story.of(SpecBuilder.ha1().priority(255).rules(rules))
                .start()
                .andThen()
                .hears(PEER, 255);
        assertThat(story.isIn(RouterState.MASTER).count(Counter.OWNER_IGNORED)).isOne();
    }

    /// No configuration gets here; if one did, it would cost this instance and no other.
    @Test
    void contradictionCostsOneRouterItsAddresses() {
        SpecBuilder impossible = SpecBuilder.ha1().named("BAD").vrid(52).virtual("10.0.0.1/24");
        impossible.transport(SpecBuilder.unicast("172.16.0.224", "fe80::1"));
        Story story = Story.of(SpecBuilder.ha1(), impossible).start().at("5s");
        assertThat(story.router("VI_1").state()).isEqualTo(RouterState.MASTER);
        assertThat(story.router("BAD").state()).isEqualTo(RouterState.FAULT);
        assertThat(story.router("BAD").lastReason().sentence()).startsWith("internal error: ");
        assertThat(story.did()).containsSubsequence("BAD add 10.0.0.1/24 lease 3s", "BAD remove 10.0.0.1/24");
        story.linkDown().linkUp().at("20s");
        assertThat(story.router("BAD").state())
                .as("until it is configured anew")
                .isEqualTo(RouterState.FAULT);
    }

    @Test
    void timersOfAStoppedRouterNeverComeBack() {
        Story story =
                Story.of(SpecBuilder.ha1()).start().at("4s").hears(PEER, 1).stop();
        assertThat(story.nextDeadline()).isEqualTo(dev.baton.model.Tick.NEVER);
        assertThat(story.engine().isStopped()).isTrue();
    }
}
