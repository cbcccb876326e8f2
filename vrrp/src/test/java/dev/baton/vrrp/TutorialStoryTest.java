package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.RouterState;
import dev.baton.testkit.Hex;
import org.junit.jupiter.api.Test;

/// The tutorial's two hosts, seen from one of them. The bytes are those that keepalived 2.2.7 sent in the same place.
class TutorialStoryTest {
    @Test
    void firstHostTakesTheAddressAfterTheMasterDownTime() {
        Story story = Story.of(SpecBuilder.ha1()).start();
        assertThat(story.did()).containsExactly("remove 172.16.0.222/16", "INIT -> BACKUP: started");

        // 3 x 1 s + (256 - 120) / 256 s
        story.at("3.531249s").isIn(RouterState.BACKUP);
        story.at("3.53125s").isIn(RouterState.MASTER);

        assertThat(story.told())
                .containsExactly(
                        "3.531250s note: Receive advertisement timeout",
                        "3.531250s add 172.16.0.222/16 lease 3s",
                        "3.531250s advert 120 to 172.16.0.225",
                        "3.531250s BACKUP -> MASTER: no advert from anybody for 3.531 s",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP");
    }

    @Test
    void masterAdvertisesEverySecondAndAnnouncesAgainAfterFive() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("3.6s").andThen().at("5.6s");
        assertThat(story.told())
                .containsExactly(
                        "4.531250s advert 120 to 172.16.0.225",
                        "4.531250s renew lease 3s",
                        "5.531250s advert 120 to 172.16.0.225",
                        "5.531250s renew lease 3s");
        story.at("8.53s").andThen().at("8.532s");
        assertThat(story.did())
                .filteredOn(line -> line.startsWith("announce"))
                .hasSize(5)
                .containsOnly("announce 172.16.0.222 on eth0 by ARP");
    }

    @Test
    void advertsAreKeepalivedsToTheByte() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4.6s");
        assertThat(story.all(Effect.SendAdvert.class))
                .extracting(advert -> Hex.text(advert.bytes().copy()))
                .containsExactly(Hex.text(Fixtures.V2_UNICAST_HA1), Hex.text(Fixtures.V2_UNICAST_HA1_SECOND));
    }

    @Test
    void backupFollowsAnEqualMasterForEver() {
        Story story = Story.of(SpecBuilder.ha2()).start().andThen();
        for (int second = 1; second <= 60; second++) {
            story.at(second + "s").hears("172.16.0.224", 120);
        }
        assertThat(story.isIn(RouterState.BACKUP).did()).isEmpty();
        assertThat(story.count(Counter.ADVERT_RCVD)).isEqualTo(60);
        assertThat(story.router().master()).contains(dev.baton.model.IpAddress.of("172.16.0.224"));
    }

    @Test
    void backupTakesOverWhenTheMasterWasSwitchedOff() {
        Story story = Story.of(SpecBuilder.ha2()).start();
        story.at("1s").hears("172.16.0.224", 120).andThen().at("5s");
        assertThat(story.told()).contains("4.531250s BACKUP -> MASTER: no advert from 172.16.0.224 for 3.531 s");
    }

    @Test
    void backupWaitsOnlyForTheSkewWhenTheMasterResigns() {
        Story story = Story.of(SpecBuilder.ha2()).start();
        story.at("1s")
                .hears("172.16.0.224", 120)
                .at("1.4s")
                .hears("172.16.0.224", 0)
                .andThen();
        story.at("2s");
        assertThat(story.told()).contains("1.931250s BACKUP -> MASTER: 172.16.0.224 resigned with priority 0");
        assertThat(story.count(Counter.PRI_ZERO_RCVD)).isOne();
    }

    @Test
    void startedTogetherTheHigherAddressWins() {
        Story loser = Story.of(SpecBuilder.ha1()).start().at("3.54s").andThen();
        loser.hears("172.16.0.225", 120);
        assertThat(loser.did())
                .containsExactly(
                        "note: Master received advert from 172.16.0.225 with same priority 120"
                                + " but higher IP address than ours",
                        "advert 120 to 172.16.0.225",
                        "remove 172.16.0.222/16",
                        "MASTER -> BACKUP: 172.16.0.225 advertises the same priority 120"
                                + " and its address is higher than ours, 172.16.0.224");

        Story winner = Story.of(SpecBuilder.ha2()).start().at("3.54s").andThen();
        winner.hears("172.16.0.224", 120);
        assertThat(winner.did())
                .startsWith(
                        "note: Received advert from 172.16.0.224 with lower priority 120, ours 120,"
                                + " forcing new election",
                        "advert 120 to 172.16.0.224",
                        "announce 172.16.0.222 on eth0 by ARP");
    }

    @Test
    void masterResignsAndLetsGoWhenItIsStopped() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen().stop();
        assertThat(story.did())
                .containsExactly(
                        "advert 0 to 172.16.0.225",
                        "note: sent 0 priority",
                        "remove 172.16.0.222/16",
                        "MASTER -> STOP: shutting down");
        story.at("60s").hears("172.16.0.225", 0).at("120s");
        assertThat(story.did()).as("a stopped router is silent").isEmpty();
    }
}
