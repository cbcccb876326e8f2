package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.RouterState;
import dev.baton.model.TrackScriptSpec;
import dev.baton.model.Tracked;
import dev.baton.model.Tracked.Kind;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happens outside of VRRP and moves it.
class TrackingStoryTest {
    // RFC9568-6.4.3-1: a master that can go on no longer says so
    @Test
    void masterWithoutItsInterfaceLetsGo() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen().linkDown();
        assertThat(story.isIn(RouterState.FAULT).did())
                .containsExactly(
                        "advert 0 to 172.16.0.225",
                        "note: sent 0 priority",
                        "remove 172.16.0.222/16",
                        "MASTER -> FAULT: interface eth0 is down");
        assertThat(story.at("60s").did()).isEmpty();
        story.linkUp();
        assertThat(story.did()).containsExactly("FAULT -> BACKUP: every fault has cleared");
        story.at("63.53s").isIn(RouterState.BACKUP).at("63.54s").isIn(RouterState.MASTER);
    }

    @Test
    void routerWithoutInterfaceStartsInFault() {
        Story story = Story.of(SpecBuilder.ha1()).send(new Event.Started(Duration.ZERO));
        assertThat(story.did()).containsExactly("remove 172.16.0.222/16", "INIT -> FAULT: interface eth0 is down");
    }

    @Test
    void routerWithoutAddressToSendFromIsFaulty() {
        SpecBuilder builder = SpecBuilder.ha1()
                .transport(new dev.baton.model.Transport.Multicast(
                        Optional.empty(), dev.baton.model.IpAddress.of("224.0.0.18")));
        Story story = Story.of(builder).start();
        assertThat(story.did()).contains("INIT -> FAULT: no IPv4 address for interface eth0");
        story.send(new Event.SourceAddressChanged(
                SpecBuilder.ETH0,
                dev.baton.model.IpFamily.IPV4,
                Optional.of(dev.baton.model.IpAddress.of("172.16.0.224"))));
        story.isIn(RouterState.BACKUP).at("3.6s").isIn(RouterState.MASTER);
        assertThat(story.all(Effect.SendAdvert.class).getFirst().source())
                .isEqualTo(dev.baton.model.IpAddress.of("172.16.0.224"));
    }

    @ParameterizedTest
    @CsvSource({
        // weight, reverse, is well, effective priority
        "10, false, true, 130",
        "10, false, false, 120",
        "-10, false, true, 120",
        "-10, false, false, 110",
        "10, true, true, 110",
        "10, true, false, 120",
        "-10, true, true, 120",
        "-10, true, false, 130",
        "253, false, true, 254",
        "-253, false, false, 1",
    })
    void weightsMoveThePriority(int weight, boolean reverse, boolean isWell, int effective) {
        Story story = Story.of(SpecBuilder.ha1().tracks(new Tracked(Kind.PROCESS, "nginx", weight, reverse)))
                .start();
        assertThat(priority(story)).as("nothing reported yet").isEqualTo(120);
        story.send(new Event.TrackedChanged(Kind.PROCESS, "nginx", isWell));
        assertThat(priority(story)).isEqualTo(effective);
        story.isIn(RouterState.BACKUP);
    }

    @ParameterizedTest
    @CsvSource({
        // weight, reverse, value, effective priority or 0 for a fault
        "1, false, 20, 140",
        "1, false, -20, 100",
        "-2, false, 10, 100",
        "1, true, 20, 100",
        "1, false, -254, 0",
        "1, false, -253, 1",
        "254, false, 9223372036854775, 254",
        "0, false, 0, 120",
        "0, false, 1, 0",
        "0, true, 1, 120",
        "0, true, 0, 0",
    })
    void filesCountTimesTheirWeight(int weight, boolean reverse, long value, int effective) {
        Story story = Story.of(SpecBuilder.ha1().tracks(new Tracked(Kind.FILE, "load", weight, reverse)))
                .start()
                .send(new Event.FileValueChanged("load", value));
        if (effective == 0) {
            story.isIn(RouterState.FAULT);
        } else {
            assertThat(priority(story.isIn(RouterState.BACKUP))).isEqualTo(effective);
        }
    }

    @Test
    void sumMayLeaveTheRangeAndComeBack() {
        Story story = Story.of(SpecBuilder.ha1()
                        .tracks(new Tracked(Kind.BFD, "a", -200, false), new Tracked(Kind.BFD, "b", 250, false)))
                .start()
                .send(new Event.TrackedChanged(Kind.BFD, "a", false));
        assertThat(priority(story)).isEqualTo(1);
        story.send(new Event.TrackedChanged(Kind.BFD, "b", true));
        assertThat(priority(story)).as("120 - 200 + 250").isEqualTo(170);
    }

    @Test
    void ownersPriorityNeverMoves() {
        Story story = Story.of(SpecBuilder.ha1().priority(255).tracks(new Tracked(Kind.BFD, "a", -200, false)))
                .start()
                .send(new Event.TrackedChanged(Kind.BFD, "a", false));
        assertThat(priority(story.isIn(RouterState.MASTER))).isEqualTo(255);
    }

    @Test
    void runningTimerMovesWithThePriority() {
        Story story = Story.of(SpecBuilder.ha1().tracks(new Tracked(Kind.BFD, "a", -100, false)))
                .start();
        story.at("1s").andThen().send(new Event.TrackedChanged(Kind.BFD, "a", false));
        assertThat(story.did()).containsExactly("note: Changing effective priority from 120 to 20");
        // 3 s + 236/256 s
        story.at("3.921874s").isIn(RouterState.BACKUP).at("3.921875s").isIn(RouterState.MASTER);
    }

    @Test
    void masterAdvertisesTheNewPriority() {
        Story story = Story.of(SpecBuilder.ha1().tracks(new Tracked(Kind.BFD, "a", -30, false)))
                .start()
                .at("4s")
                .send(new Event.TrackedChanged(Kind.BFD, "a", false))
                .andThen()
                .at("4.6s");
        assertThat(story.did()).startsWith("advert 90 to 172.16.0.225");
    }

    @Test
    void trackedInterfaceWithoutWeightIsAFaultWhenDown() {
        Story story = Story.of(SpecBuilder.ha1().tracks(new Tracked(Kind.INTERFACE, "eth1", 0, false)))
                .start();
        assertThat(story.isIn(RouterState.FAULT).did()).contains("INIT -> FAULT: interface eth1 failed");
        story.send(new Event.LinkChanged(new dev.baton.model.InterfaceName("eth1"), true));
        story.isIn(RouterState.BACKUP);
    }

    @Test
    void routerWaitsInInitForTheFirstResultOfAScript() {
        Story story = scripted(2, 3);
        story.at("10s").isIn(RouterState.INIT);
        assertThat(story.router().faults())
                .extracting(dev.baton.model.Reason::sentence)
                .containsExactly("waiting for the first result of script check");
        story.send(new Event.ScriptEnded("check", true)).isIn(RouterState.BACKUP);
    }

    @Test
    void firstFailureOfAScriptIsFinal() {
        Story story = scripted(2, 3).send(new Event.ScriptEnded("check", false));
        assertThat(story.isIn(RouterState.FAULT).did()).contains("INIT -> FAULT: script check failed");
    }

    @Test
    void laterChangesNeedSoManyResultsInARow() {
        Story story = scripted(2, 3).send(new Event.ScriptEnded("check", true));
        story.send(new Event.ScriptEnded("check", false)).send(new Event.ScriptEnded("check", false));
        story.send(new Event.ScriptEnded("check", true)).isIn(RouterState.BACKUP);
        for (int run = 0; run < 2; run++) {
            story.send(new Event.ScriptEnded("check", false)).isIn(RouterState.BACKUP);
        }
        story.send(new Event.ScriptEnded("check", false)).isIn(RouterState.FAULT);
        story.send(new Event.ScriptEnded("check", true)).isIn(RouterState.FAULT);
        story.send(new Event.ScriptEnded("check", true)).isIn(RouterState.BACKUP);
    }

    @Test
    void unicastWithoutPeersIsAFault() {
        Story story = Story.of(SpecBuilder.ha1().transport(SpecBuilder.unicast("172.16.0.224")))
                .start();
        assertThat(story.isIn(RouterState.FAULT).did()).contains("INIT -> FAULT: no unicast peer is configured");
    }

    @Test
    void configuredSourceThatDisappearsIsAFaultIfTracked() {
        dev.baton.model.AdvertRules rules = new dev.baton.model.AdvertRules(
                false,
                false,
                false,
                false,
                false,
                false,
                dev.baton.model.AdvertRules.OldChecksum.DETECT,
                true,
                false,
                true,
                false,
                Optional.empty());
        Story story = Story.of(SpecBuilder.ha1().rules(rules)).start().at("4s").isIn(RouterState.MASTER);
        story.send(new Event.SourcePresenceChanged(dev.baton.model.IpAddress.of("172.16.0.224"), false));
        story.isIn(RouterState.FAULT);
        story.send(new Event.SourcePresenceChanged(dev.baton.model.IpAddress.of("172.16.0.224"), true));
        story.isIn(RouterState.BACKUP);
    }

    @Test
    void ownInterfaceMayBeDownIfItIsNotTracked() {
        dev.baton.model.AdvertRules rules = new dev.baton.model.AdvertRules(
                false,
                false,
                false,
                false,
                false,
                false,
                dev.baton.model.AdvertRules.OldChecksum.DETECT,
                true,
                false,
                false,
                true,
                Optional.empty());
        Story.of(SpecBuilder.ha1().rules(rules)).start().linkDown().at("4s").isIn(RouterState.MASTER);
    }

    @Test
    void ownerFaultsToo() {
        Story story =
                Story.of(SpecBuilder.ha1().priority(255)).start().linkDown().isIn(RouterState.FAULT);
        story.linkUp().isIn(RouterState.MASTER);
    }

    @Test
    void nothingHappensBeforeTheStartUpDelayIsOver() {
        VrrpSpec spec = new VrrpSpec(
                List.of(SpecBuilder.ha1().build()), List.of(), List.of(), List.of(), Duration.ofSeconds(10));
        Story story = Story.of(spec).start().at("5s").hears("172.16.0.225", 200);
        assertThat(story.isIn(RouterState.INIT).did()).isEmpty();
        story.at("9.9s").isIn(RouterState.INIT).at("10s").isIn(RouterState.BACKUP);
        story.at("13.54s").isIn(RouterState.MASTER);
    }

    private static Story scripted(int rise, int fall) {
        TrackScriptSpec script = new TrackScriptSpec(
                "check",
                List.of("/bin/true"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                rise,
                fall,
                Optional.empty());
        return Story.of(new VrrpSpec(
                        List.of(SpecBuilder.ha1()
                                .tracks(new Tracked(Kind.SCRIPT, "check", 0, false))
                                .build()),
                        List.of(),
                        List.of(script),
                        List.of(),
                        Duration.ZERO))
                .start();
    }

    private static int priority(Story story) {
        return story.router().effectivePriority().value();
    }
}
