package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AdvertRules;
import dev.baton.model.RouterState;
import dev.baton.model.Steadiness;
import dev.baton.model.Steadiness.FlapDamping;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What keeps addresses from moving to and fro.
class SteadinessStoryTest {
    private static final String HA1 = "172.16.0.224";

    private static SpecBuilder sticky(int bonus, Optional<Duration> time) {
        return steady(new Steadiness(bonus, time, Optional.empty())).priority(100);
    }

    private static SpecBuilder steady(Steadiness steadiness) {
        SpecBuilder builder = SpecBuilder.ha2();
        builder.rules = AdvertRules.DEFAULT.withSteadiness(steadiness);
        return builder;
    }

    @Test
    void stickyMasterKeepsTheAddressesWhenAHigherPriorityComesBack() {
        Story story = Story.of(sticky(50, Optional.empty())).start().at("4s").isIn(RouterState.MASTER);
        assertThat(story.did()).contains("advert 150 to 172.16.0.224");
        story.hears(HA1, 120).isIn(RouterState.MASTER);
        story.hears(HA1, 150).isIn(RouterState.MASTER);
    }

    @Test
    void bonusIsGoneWithTheMastership() {
        Story story = Story.of(sticky(50, Optional.empty())).start().at("4s").isIn(RouterState.MASTER);
        story.hears(HA1, 200).isIn(RouterState.BACKUP);
        assertThat(story.router().effectivePriority().value()).isEqualTo(100);
        // 3 s and the skew of priority 100, not of 150
        story.at("7.6s").isIn(RouterState.BACKUP).at("7.61s").isIn(RouterState.MASTER);
    }

    @Test
    void bonusEndsAfterItsTime() {
        Story story = Story.of(sticky(50, Optional.of(Duration.ofSeconds(10))))
                .start()
                .at("13s");
        assertThat(story.router().effectivePriority().value()).isEqualTo(150);
        story.at("14s").isIn(RouterState.MASTER);
        assertThat(story.router().effectivePriority().value()).isEqualTo(100);
        story.hears(HA1, 120).isIn(RouterState.BACKUP);
    }

    @Test
    void weightOfATrackedFailureCountsAgainstTheBonus() {
        SpecBuilder builder =
                sticky(50, Optional.empty()).tracks(new Tracked(Tracked.Kind.PROCESS, "nginx", -60, false));
        Story story = Story.of(builder).start().at("4s").isIn(RouterState.MASTER);
        story.send(new Event.TrackedChanged(Tracked.Kind.PROCESS, "nginx", false));
        assertThat(story.router().effectivePriority().value()).isEqualTo(90);
        story.hears(HA1, 120).isIn(RouterState.BACKUP);
    }

    @Test
    void bonusGoesOnThroughAReloadAndEndsWhenItIsRemovedFromTheFile() {
        SpecBuilder builder = sticky(50, Optional.empty());
        Story story = Story.of(builder).start().at("4s").isIn(RouterState.MASTER);
        story.send(new Event.Reconfigured(VrrpSpec.of(List.of(builder.build()))));
        assertThat(story.router().effectivePriority().value()).isEqualTo(150);
        SpecBuilder plain = SpecBuilder.ha2().priority(100);
        story.send(new Event.Reconfigured(VrrpSpec.of(List.of(plain.build()))));
        assertThat(story.router().effectivePriority().value()).isEqualTo(100);
    }

    @Test
    void thirdFaultWithinAMinuteIsHeldForTwo() {
        FlapDamping damping = new FlapDamping(3, Duration.ofSeconds(60), Duration.ofSeconds(120));
        Story story = Story.of(steady(new Steadiness(0, Optional.empty(), Optional.of(damping))))
                .start()
                .at("10s")
                .linkDown()
                .linkUp()
                .isIn(RouterState.BACKUP);
        story.at("20s").linkDown().linkUp().isIn(RouterState.BACKUP);
        story.at("30s").linkDown().isIn(RouterState.FAULT).at("40s");
        story.did();
        story.linkUp().isIn(RouterState.FAULT);
        assertThat(story.did())
                .containsExactly("note: all is well, but there were 3 faults within 60 s: stays in FAULT for 110 s");
        story.at("149.9s").isIn(RouterState.FAULT).at("150s").isIn(RouterState.BACKUP);
        assertThat(story.did()).containsExactly("FAULT -> BACKUP: every fault has cleared");
    }

    @Test
    void faultsFarApartAreNotHeld() {
        FlapDamping damping = new FlapDamping(2, Duration.ofSeconds(60), Duration.ofSeconds(120));
        Story story = Story.of(steady(new Steadiness(0, Optional.empty(), Optional.of(damping))))
                .start()
                .at("10s")
                .linkDown()
                .linkUp();
        story.at("70s").linkDown().linkUp().isIn(RouterState.BACKUP);
    }

    @Test
    void heldRouterThatIsNotWellAtTheEndWaitsUntilItIs() {
        FlapDamping damping = new FlapDamping(2, Duration.ofSeconds(60), Duration.ofSeconds(20));
        Story story = Story.of(steady(new Steadiness(0, Optional.empty(), Optional.of(damping))))
                .start()
                .at("10s")
                .linkDown()
                .linkUp();
        story.at("20s").linkDown().linkUp().isIn(RouterState.FAULT);
        story.at("30s").linkDown();
        story.at("60s").isIn(RouterState.FAULT).linkUp().isIn(RouterState.BACKUP);
    }
}
