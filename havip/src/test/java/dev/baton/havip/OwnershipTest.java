package dev.baton.havip;

import static dev.baton.havip.Lab.ECS3;
import static dev.baton.havip.Lab.EIP;
import static dev.baton.havip.Lab.HA1;
import static dev.baton.havip.Lab.HA2;
import static dev.baton.havip.Lab.HAVIP;
import static dev.baton.havip.Lab.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEffect.Cause;
import dev.baton.model.IpAddress;
import dev.baton.model.MacAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who gets the HaVip, told as short stories on virtual time.
final class OwnershipTest {
    private final Lab lab = new Lab();

    @Test
    void nobodyHasTheHaVipBeforeAnAnnouncement() {
        assertThat(lab.master()).isEmpty();
    }

    @Test
    void boundInstanceThatAnnouncesBecomesMaster() {
        assertThat(lab.announces(HA1, VIP))
                .containsExactly(
                        new FabricEffect.RouteHaVip(HAVIP, VIP, HA1.id()),
                        changed(Optional.empty(), Optional.of(HA1.id()), Cause.ANNOUNCED));
        assertThat(lab.master()).contains(HA1.id());
        assertThat(lab.fabric.haVip(HAVIP).orElseThrow().masterSince()).isEqualTo(lab.now());
    }

    @Test
    void lastAnnouncementWins() {
        lab.announces(HA1, VIP);
        assertThat(lab.announces(HA2, VIP))
                .containsExactly(
                        new FabricEffect.RouteHaVip(HAVIP, VIP, HA2.id()),
                        changed(Optional.of(HA1.id()), Optional.of(HA2.id()), Cause.ANNOUNCED));
        lab.announces(HA1, VIP);
        assertThat(lab.master()).contains(HA1.id());
    }

    @Test
    void repeatedAnnouncementOfTheMasterChangesNothing() {
        lab.announces(HA1, VIP);
        var since = lab.fabric.haVip(HAVIP).orElseThrow().masterSince();
        assertThat(lab.announces(HA1, VIP)).isEmpty();
        assertThat(lab.fabric.haVip(HAVIP).orElseThrow().masterSince()).isEqualTo(since);
    }

    @Test
    void unboundInstanceIsRefusedAndTheMasterStays() {
        lab.announces(HA1, VIP);
        assertRefused(lab.announces(ECS3, VIP), Refusal.NOT_BOUND);
        assertThat(lab.master()).contains(HA1.id());
    }

    @Test
    void frameWithAnothersMacIsRefused() {
        lab.announces(HA1, VIP);
        ArpClaim forgedSender = new ArpClaim(HA2.mac(), HA1.mac(), VIP, VIP);
        ArpClaim forgedFrame = new ArpClaim(HA1.mac(), HA2.mac(), VIP, VIP);
        for (ArpClaim forged : List.of(forgedSender, forgedFrame, ArpClaim.announcement(MacAddress.BROADCAST, VIP))) {
            assertRefused(lab.handle(new FabricEvent.Announced(HA2.port(), forged)), Refusal.WRONG_MAC);
        }
        assertThat(lab.master()).contains(HA1.id());
    }

    @Test
    void announcementOfAnotherInstancesAddressIsRefused() {
        assertRefused(lab.announces(ECS3, HA1.address()), Refusal.FOREIGN_ADDRESS);
        assertRefused(lab.announces(ECS3, IpAddress.of("172.16.255.253")), Refusal.FOREIGN_ADDRESS);
    }

    @Test
    void ordinaryArpMovesNothing() {
        lab.announces(HA1, VIP);
        ArpClaim asksWithOwnAddress = new ArpClaim(HA2.mac(), HA2.mac(), HA2.address(), HA1.address());
        ArpClaim asksWithTheHaVip = new ArpClaim(HA2.mac(), HA2.mac(), VIP, HA1.address());
        ArpClaim probes = new ArpClaim(HA2.mac(), HA2.mac(), IpAddress.of("0.0.0.0"), VIP);
        for (ArpClaim ordinary : List.of(asksWithOwnAddress, asksWithTheHaVip, probes)) {
            assertThat(lab.handle(new FabricEvent.Announced(HA2.port(), ordinary)))
                    .isEmpty();
        }
        assertThat(lab.master()).contains(HA1.id());
    }

    @Test
    void powerOffTakesTheHaVipAwayAndPowerOnDoesNotGiveItBack() {
        lab.announces(HA1, VIP);
        assertThat(lab.handle(new FabricEvent.InstanceDown(HA1.id())))
                .containsExactly(
                        new FabricEffect.Withdraw(HAVIP, VIP),
                        changed(Optional.of(HA1.id()), Optional.empty(), Cause.INSTANCE_DOWN));
        assertRefused(lab.announces(HA1, VIP), Refusal.INSTANCE_STOPPED);
        lab.announces(HA2, VIP);
        assertThat(lab.handle(new FabricEvent.InstanceUp(HA1.id()))).isEmpty();
        assertThat(lab.master()).contains(HA2.id());
    }

    @Test
    void powerOffOfABackupTouchesNothing() {
        lab.announces(HA1, VIP);
        assertThat(lab.handle(new FabricEvent.InstanceDown(HA2.id()))).isEmpty();
        assertThat(lab.handle(new FabricEvent.InstanceDown(HA2.id()))).isEmpty();
        assertThat(lab.master()).contains(HA1.id());
    }

    @Test
    void unboundMasterLosesTheHaVipAndMayNotComeBack() {
        lab.announces(HA1, VIP);
        assertThat(lab.handle(new FabricEvent.Unbind(HAVIP, HA1.id())))
                .containsExactly(
                        new FabricEffect.Withdraw(HAVIP, VIP),
                        changed(Optional.of(HA1.id()), Optional.empty(), Cause.UNBOUND),
                        new FabricEffect.Expel(HA1.id(), VIP));
        assertRefused(lab.announces(HA1, VIP), Refusal.NOT_BOUND);
    }

    @Test
    void bindingTakesEffectAtOnceForARunningInstance() {
        assertRefused(lab.announces(ECS3, VIP), Refusal.NOT_BOUND);
        assertThat(lab.handle(new FabricEvent.Bind(HAVIP, ECS3.id())))
                .containsExactly(new FabricEffect.Admit(ECS3.id(), VIP));
        lab.announces(ECS3, VIP);
        assertThat(lab.master()).contains(ECS3.id());
    }

    @Test
    void eipFollowsTheHaVipAndNotTheMaster() {
        assertThat(lab.handle(new FabricEvent.AssociateEip(EIP, HAVIP)))
                .containsExactly(new FabricEffect.TranslateEip(EIP, VIP));
        assertThat(lab.announces(HA1, VIP)).noneMatch(FabricEffect.TranslateEip.class::isInstance);
        assertThat(lab.handle(new FabricEvent.UnassociateEip(EIP)))
                .containsExactly(new FabricEffect.StopTranslating(EIP, VIP));
        assertThat(lab.fabric.haVip(HAVIP).orElseThrow().eip()).isEmpty();
    }

    /// Random histories: the master is always bound and running, and the effects tell the same story as the state.
    @Test
    void masterIsAlwaysBoundAndRunningWhateverHappens() {
        for (long seed = 0; seed < 200; seed++) {
            new RandomHistory(seed).play(200);
        }
    }

    private static FabricEffect.MasterChanged changed(Optional<InstanceId> from, Optional<InstanceId> to, Cause cause) {
        return new FabricEffect.MasterChanged(HAVIP, from, to, cause);
    }

    private static void assertRefused(List<FabricEffect> effects, Refusal refusal) {
        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        FabricEffect.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /// Plays random events and keeps its own, independent account of who runs, who is bound and where packets go.
    private static final class RandomHistory {
        private final Lab lab = new Lab();
        private final Random random;
        private final long seed;
        private final Set<InstanceId> running = new HashSet<>(List.of(HA1.id(), HA2.id(), ECS3.id()));
        private final Set<InstanceId> bound = new HashSet<>(List.of(HA1.id(), HA2.id()));
        private Optional<InstanceId> routed = Optional.empty();

        RandomHistory(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play(int events) {
            for (int at = 0; at < events; at++) {
                step();
                assertThat(lab.master()).as("seed %d, event %d", seed, at).isEqualTo(routed);
                assertThat(routed.filter(who -> !running.contains(who) || !bound.contains(who)))
                        .as("seed %d, event %d", seed, at)
                        .isEmpty();
            }
        }

        private void step() {
            Instance who = List.of(HA1, HA2, ECS3).get(random.nextInt(3));
            FabricEvent event = switch (random.nextInt(6)) {
                case 0 -> new FabricEvent.InstanceDown(who.id());
                case 1 -> new FabricEvent.InstanceUp(who.id());
                case 2 -> new FabricEvent.Bind(HAVIP, who.id());
                case 3 -> new FabricEvent.Unbind(HAVIP, who.id());
                default ->
                    new FabricEvent.Announced(
                            who.port(), ArpClaim.announcement(random.nextBoolean() ? who.mac() : HA1.mac(), VIP));
            };
            note(event);
            lab.handle(event).forEach(this::follow);
        }

        private void note(FabricEvent event) {
            if (event instanceof FabricEvent.InstanceDown(InstanceId who)) {
                running.remove(who);
            } else if (event instanceof FabricEvent.InstanceUp(InstanceId who)) {
                running.add(who);
            } else if (event instanceof FabricEvent.Bind(HaVipId haVip, InstanceId who)) {
                bound.add(who);
            } else if (event instanceof FabricEvent.Unbind(HaVipId haVip, InstanceId who)) {
                bound.remove(who);
            }
        }

        private void follow(FabricEffect effect) {
            if (effect instanceof FabricEffect.RouteHaVip route) {
                routed = Optional.of(route.instance());
            } else if (effect instanceof FabricEffect.Withdraw) {
                routed = Optional.empty();
            }
        }
    }
}
