package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tracked;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two instances, inside and outside of a gateway, that must be MASTER together or not at all.
class SyncGroupStoryTest {
    private static final InterfaceName ETH1 = new InterfaceName("eth1");

    @Test
    void membersBecomeMasterTogether() {
        Story story = Story.of(group()).start();
        story.at("3.6s");
        assertThat(states(story)).containsExactly(RouterState.MASTER, RouterState.MASTER);
    }

    @Test
    void oneMemberAloneDoesNotBecomeMaster() {
        Story story = Story.of(group()).start().andThen();
        for (int second = 1; second <= 20; second++) {
            story.at(second + "s").hears(outside().build(), "10.0.0.2", 200);
        }
        assertThat(states(story)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        assertThat(story.told())
                .contains("3.531250s IN note: cannot become MASTER before every member of VRRP_Group(GW) can");
        story.at("24s");
        assertThat(states(story))
                .as("the other master is gone")
                .containsExactly(RouterState.MASTER, RouterState.MASTER);
    }

    @Test
    void membersYieldTogether() {
        Story story = Story.of(group()).start().at("5s").andThen();
        story.hears(inside().build(), "172.16.0.225", 200);
        assertThat(states(story)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        assertThat(story.did())
                .contains(
                        "OUT MASTER -> BACKUP: sync group GW follows IN: 172.16.0.225 advertises priority 200, ours is"
                                + " 120");
    }

    @Test
    void faultOfOneIsTheFaultOfAll() {
        Story story = Story.of(group()).start().at("5s").andThen();
        story.send(new Event.LinkChanged(ETH1, false));
        assertThat(states(story)).containsExactly(RouterState.FAULT, RouterState.FAULT);
        assertThat(story.did())
                .contains("OUT MASTER -> FAULT: interface eth1 is down")
                .contains("IN MASTER -> FAULT: sync group GW follows OUT: interface eth1 is down");
        story.linkDown().send(new Event.LinkChanged(ETH1, true));
        assertThat(states(story)).as("eth0 is still down").containsExactly(RouterState.FAULT, RouterState.FAULT);
        story.linkUp();
        assertThat(states(story)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }

    @Test
    void ownerInAMixedGroupWaitsForOneAdvert() {
        Story story = Story.of(group(List.of(inside().priority(255), outside()), List.of(), false))
                .start();
        assertThat(states(story)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
        story.at("4s");
        assertThat(states(story)).containsExactly(RouterState.MASTER, RouterState.MASTER);
    }

    @Test
    void groupOfOwnersIsMasterAtOnce() {
        Story story = Story.of(group(List.of(inside().priority(255), outside().priority(255)), List.of(), false))
                .start();
        assertThat(states(story)).containsExactly(RouterState.MASTER, RouterState.MASTER);
    }

    @Test
    void weightsDoNotCountInAGroupUnlessAskedFor() {
        Tracked weighted = new Tracked(Tracked.Kind.BFD, "link", -50, false);
        Story plain = Story.of(group(List.of(inside().tracks(weighted), outside()), List.of(), false))
                .start();
        plain.send(new Event.TrackedChanged(Tracked.Kind.BFD, "link", false));
        assertThat(plain.router("IN").effectivePriority().value()).isEqualTo(120);

        Story weighing = Story.of(group(List.of(inside(), outside()), List.of(weighted), true))
                .start();
        weighing.send(new Event.TrackedChanged(Tracked.Kind.BFD, "link", false));
        assertThat(weighing.router("IN").effectivePriority().value()).isEqualTo(70);
        assertThat(weighing.router("OUT").effectivePriority().value()).isEqualTo(70);
    }

    @Test
    void contestOfOneMakesAllAnnounceAgain() {
        Story story = Story.of(group()).start().at("4s").andThen();
        story.hears(inside().build(), "172.16.0.225", 1);
        assertThat(story.all(Effect.Announce.class))
                .extracting(announce -> announce.device().value())
                .contains("eth0", "eth1");
    }

    @Test
    void groupIsHandedOverAsAWhole() {
        Story story = Story.of(group()).start().at("5s").andThen().send(new Event.HandoverRequested("OUT"));
        assertThat(story.router("IN").effectivePriority().value()).isOne();
        story.hears(inside().build(), "172.16.0.225", 100);
        assertThat(states(story)).containsExactly(RouterState.BACKUP, RouterState.BACKUP);
    }

    private static SpecBuilder inside() {
        return SpecBuilder.ha1().named("IN");
    }

    private static SpecBuilder outside() {
        SpecBuilder builder = SpecBuilder.ha1().named("OUT").vrid(52).virtual("10.0.0.100/24");
        builder.device = Optional.of(ETH1);
        return builder.transport(SpecBuilder.unicast("10.0.0.1", "10.0.0.2"));
    }

    private static VrrpSpec group() {
        return group(List.of(inside(), outside()), List.of(), false);
    }

    private static VrrpSpec group(List<SpecBuilder> routers, List<Tracked> tracked, boolean weights) {
        return new VrrpSpec(
                routers.stream().map(SpecBuilder::build).toList(),
                List.of(new SyncGroupSpec("GW", List.of("IN", "OUT"), tracked, weights)),
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    private static List<RouterState> states(Story story) {
        return story.engine().routers().stream().map(RouterView::state).toList();
    }
}
