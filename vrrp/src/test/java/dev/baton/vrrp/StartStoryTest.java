package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.TrackScriptSpec;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A process that has just begun: since when it waits for a master. HA1's master-down time is 3.53125 s.
class StartStoryTest {
    private static final String PEER = "172.16.0.225";
    private static final Duration AGE = Duration.ofMillis(450);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whatTheProcessNeededToComeUpCountsAsWaited() {
        assertThat(waited(Story.of(SpecBuilder.ha1()).start(AGE))).isEqualTo("3.081250s");
    }

    @Test
    void howeverSlowTheStartWasNoMoreThanHalfAnIntervalCounts() {
        assertThat(waited(Story.of(SpecBuilder.ha1()).start(HOUR))).isEqualTo("3.031250s");
        SpecBuilder fast = SpecBuilder.v3().interval(Duration.ofMillis(10));
        Story zero = Story.of(fast).start();
        Story old = Story.of(fast).start(HOUR);
        assertThat(zero.nextDeadline().since(old.nextDeadline())).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void aLivingMasterIsHeardAllTheSame() {
        Story story = Story.of(SpecBuilder.ha1()).start(HOUR);
        story.at("0.9s").hears(PEER, 120);
        assertThat(waited(story)).isEqualTo("4.431250s");
    }

    @Test
    void whereFewAdvertsAreWaitedForNothingCounts() {
        SpecBuilder impatient = SpecBuilder.ha1();
        impatient.downTimerAdverts = 2;
        assertThat(waited(Story.of(impatient).start(HOUR))).isEqualTo("2.531250s");
    }

    @Test
    void afterAStartupDelayNothingCounts() {
        Story story = Story.of(new VrrpSpec(
                List.of(SpecBuilder.ha1().build()), List.of(), List.of(), List.of(), Duration.ofSeconds(10)));
        assertThat(waited(story.start(HOUR).at("10s"))).isEqualTo("13.531250s");
    }

    @Test
    void afterAFaultNothingCounts() {
        Story story = Story.of(SpecBuilder.ha1()).send(new Event.Started(HOUR)).isIn(RouterState.FAULT);
        assertThat(waited(story.at("1s").linkUp())).isEqualTo("4.531250s");
        assertThat(waited(story.at("2s").linkDown().linkUp())).isEqualTo("5.531250s");
    }

    @Test
    void whoeverWaitsForAScriptFirstWaitsInFull() {
        TrackScriptSpec script = new TrackScriptSpec(
                "s", List.of("/bin/true"), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, Optional.empty());
        Story story = Story.of(new VrrpSpec(
                        List.of(SpecBuilder.ha1()
                                .tracks(new Tracked(Tracked.Kind.SCRIPT, "s", 0, false))
                                .build()),
                        List.of(),
                        List.of(script),
                        List.of(),
                        Duration.ZERO))
                .start(HOUR);
        assertThat(story.router().state()).isEqualTo(RouterState.INIT);
        assertThat(waited(story.at("0.2s").send(new Event.ScriptEnded("s", true))))
                .isEqualTo("3.731250s");
    }

    @Test
    void aReloadChangesNothing() {
        Story story = Story.of(SpecBuilder.ha1()).start(AGE).at("1s");
        story.send(new Event.Reconfigured(VrrpSpec.of(List.of(
                SpecBuilder.ha1().build(),
                SpecBuilder.ha1()
                        .named("NEW")
                        .vrid(52)
                        .virtual("172.16.0.223/16")
                        .build()))));
        story.at("3.09s");
        assertThat(story.router("VI_1").state()).isEqualTo(RouterState.MASTER);
        assertThat(story.router("NEW").state()).isEqualTo(RouterState.BACKUP);
        assertThat(story.at("4.53s").router("NEW").state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void aSecondStartChangesNothing() {
        assertThat(waited(Story.of(SpecBuilder.ha1()).start(AGE).start(AGE))).isEqualTo("3.081250s");
    }

    /// An owner in a group waits only as long as it takes to hear another master.
    @Test
    void anOwnerInAGroupListensInFull() {
        SpecBuilder owner = SpecBuilder.ha1().named("IN").priority(255);
        SpecBuilder other = SpecBuilder.ha1().named("OUT").vrid(52).virtual("10.0.0.100/24");
        other.device = Optional.of(new InterfaceName("eth1"));
        VrrpSpec group = new VrrpSpec(
                List.of(owner.build(), other.build()),
                List.of(new SyncGroupSpec("G", List.of("IN", "OUT"), List.of(), false)),
                List.of(),
                List.of(),
                Duration.ZERO);
        assertThat(waited(Story.of(group).start(HOUR))).isEqualTo("1.003906s");
    }

    private static String waited(Story story) {
        return story.nextDeadline().toString();
    }
}
