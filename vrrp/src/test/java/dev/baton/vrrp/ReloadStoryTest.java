package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.RouterState;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A new configuration while everything runs.
class ReloadStoryTest {
    @Test
    void masterStaysMasterAndMissesNoAdvert() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("10s").andThen();
        reload(story, SpecBuilder.ha1());
        assertThat(story.isIn(RouterState.MASTER).did()).containsExactly("note: goes on with the new configuration");
        assertThat(story.at("10.6s").did()).containsExactly("advert 120 to 172.16.0.225", "renew lease 3s");
        assertThat(story.count(Counter.BECOME_MASTER)).isOne();
    }

    @Test
    void onlyTheDifferenceOfTheAddressesIsDone() {
        Story story = Story.of(SpecBuilder.ha1().virtual("10.0.0.1/24", "10.0.0.2/24"))
                .start()
                .at("10s")
                .andThen();
        reload(story, SpecBuilder.ha1().virtual("10.0.0.2/24", "10.0.0.3/24"));
        assertThat(story.did())
                .startsWith(
                        "note: goes on with the new configuration",
                        "remove 10.0.0.1/24",
                        "add 10.0.0.3/24 lease 3s",
                        "announce 10.0.0.2 on eth0 by ARP",
                        "announce 10.0.0.3 on eth0 by ARP");
    }

    @Test
    void newPriorityIsAdvertisedFromTheNextAdvertOn() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("10s").andThen();
        reload(story, SpecBuilder.ha1().priority(90));
        assertThat(story.router().effectivePriority().value()).isEqualTo(90);
        assertThat(story.at("10.6s").did()).contains("advert 90 to 172.16.0.225");
    }

    @Test
    void ipIdGoesOn() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s");
        reload(story, SpecBuilder.ha1());
        story.andThen().at("4.6s");
        assertThat(story.all(Effect.SendAdvert.class).getFirst().bytes().u16(4)).isEqualTo(2);
    }

    @Test
    void renamedInstanceIsTheSame() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("10s").andThen();
        reload(story, SpecBuilder.ha1().named("GATEWAY"));
        assertThat(story.router("GATEWAY").state()).isEqualTo(RouterState.MASTER);
        assertThat(story.all(Effect.RemoveAddresses.class)).isEmpty();
    }

    @Test
    void instanceThatIsGoneLeavesBeforeTheNewOneStarts() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("10s").andThen();
        reload(story, SpecBuilder.ha1().vrid(52));
        assertThat(story.did())
                .containsExactly(
                        "advert 0 to 172.16.0.225",
                        "note: sent 0 priority",
                        "remove 172.16.0.222/16",
                        "MASTER -> STOP: removed from the configuration",
                        "remove 172.16.0.222/16",
                        "INIT -> BACKUP: started");
    }

    @Test
    void shorterIntervalTakesEffectAtOnce() {
        Story story = Story.of(SpecBuilder.v3().interval(Duration.ofSeconds(10)))
                .start()
                .at("40s")
                .andThen();
        reload(story, SpecBuilder.v3());
        assertThat(story.andThen().at("40.35s").all(Effect.SendAdvert.class)).hasSize(3);
    }

    @Test
    void backupKeepsFollowing() {
        Story story = Story.of(SpecBuilder.ha2())
                .start()
                .at("1s")
                .hears("172.16.0.224", 120)
                .at("2s");
        reload(story, SpecBuilder.ha2());
        assertThat(story.router().master()).contains(dev.baton.model.IpAddress.of("172.16.0.224"));
        // 3.531 s after the advert, not after the reload
        story.at("4.53s").isIn(RouterState.BACKUP).at("4.54s").isIn(RouterState.MASTER);
    }

    @Test
    void backupWaitsLongerForALongerInterval() {
        Story story = Story.of(SpecBuilder.ha2())
                .start()
                .at("1s")
                .hears("172.16.0.224", 120)
                .at("2s");
        reload(story, SpecBuilder.ha2().interval(Duration.ofSeconds(2)));
        // 3 x 2 s + 0.531 s after the advert
        story.at("7.53s").isIn(RouterState.BACKUP).at("7.54s").isIn(RouterState.MASTER);
    }

    @Test
    void masterDoesNotFallForAScriptThatHasNotRunYet() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("10s");
        reload(story, SpecBuilder.ha1().tracks(new Tracked(Tracked.Kind.SCRIPT, "new", 0, false)));
        story.isIn(RouterState.MASTER).send(new Event.ScriptEnded("new", false)).isIn(RouterState.FAULT);
    }

    @Test
    void instanceThatBecomesOwnerTakesOver() {
        Story story = Story.of(SpecBuilder.ha2()).start().at("1s").hears("172.16.0.224", 120);
        reload(story, SpecBuilder.ha2().priority(255));
        story.at("1.5s")
                .hears("172.16.0.224", 120)
                .at("2.5s")
                .hears("172.16.0.224", 120)
                .at("5s");
        story.isIn(RouterState.MASTER);
    }

    private static void reload(Story story, SpecBuilder builder) {
        story.send(new Event.Reconfigured(VrrpSpec.of(List.of(builder.build()))));
    }
}
