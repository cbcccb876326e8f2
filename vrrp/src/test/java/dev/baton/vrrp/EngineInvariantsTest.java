package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.ByteView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens, in whatever order: what must always be true of one engine.
class EngineInvariantsTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 300;
    private static final InterfaceName ETH1 = new InterfaceName("eth1");

    private final Map<String, Set<VirtualAddress>> held = new HashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void addressesAreHeldExactlyWhileMaster(boolean grouped) {
        for (long seed = 0; seed < SEEDS; seed++) {
            play(seed, grouped);
        }
    }

    private void play(long seed, boolean grouped) {
        Random random = new Random(seed);
        VrrpEngine engine = new VrrpEngine(spec(random, grouped));
        held.clear();
        Tick now = Tick.ZERO;
        for (int step = 0; step < STEPS; step++) {
            now = now.plusMicros(random.nextInt(10) == 0 ? random.nextInt(5_000_000) : random.nextInt(200_000));
            if (random.nextInt(20) != 0 && engine.nextDeadline().isReachedAt(now)) {
                check(seed, engine, engine.handle(now, new Event.DeadlineReached()), now);
            }
            check(seed, engine, engine.handle(now, event(random, step, grouped)), now);
        }
        check(seed, engine, engine.handle(now, new Event.StopRequested()), now);
        assertThat(engine.isStopped()).isTrue();
        assertThat(held.values())
                .as("seed %d: nothing is held after the end", seed)
                .allMatch(Set::isEmpty);
        assertThat(engine.nextDeadline()).as("seed %d", seed).isEqualTo(Tick.NEVER);
        assertThat(engine.handle(now, event(random, 1, grouped)))
                .as("seed %d: a stopped router is silent", seed)
                .noneMatch(Effect.SendAdvert.class::isInstance);
    }

    private void check(long seed, VrrpEngine engine, List<Effect> effects, Tick now) {
        for (Effect effect : effects) {
            Set<VirtualAddress> of = held.computeIfAbsent(effect.router(), name -> new HashSet<>());
            switch (effect) {
                case Effect.AddAddresses add -> of.addAll(add.addresses());
                case Effect.RemoveAddresses remove -> remove.addresses().forEach(of::remove);
                case Effect.RenewLease renew ->
                    assertThat(of).as("seed %d", seed).containsAll(renew.addresses());
                case Effect.Announce announce ->
                    assertThat(of).as("seed %d: announced is held", seed).isNotEmpty();
                case Effect.SendAdvert advert ->
                    assertThat(advert.bytes().length()).isPositive();
                case Effect.Entered entered -> assertThat(entered.sentence()).isNotEmpty();
                case Effect.Observed observed -> assertThat(observed.sentence()).isNotEmpty();
                case Effect.Refused refused -> assertThat(refused.sentence()).isNotEmpty();
            }
        }
        for (RouterView router : engine.routers()) {
            Set<VirtualAddress> of = held.getOrDefault(router.name(), Set.of());
            assertThat(of.isEmpty())
                    .as("seed %d at %s: %s is %s and holds %s", seed, now, router.name(), router.state(), of)
                    .isEqualTo(router.state() != RouterState.MASTER);
            boolean waits = router.state() == RouterState.MASTER || router.state() == RouterState.BACKUP;
            assertThat(!waits || engine.nextDeadline().compareTo(now.plus(Duration.ofSeconds(10))) < 0)
                    .as("seed %d: every wait is finite", seed)
                    .isTrue();
        }
    }

    private static Event event(Random random, int step, boolean grouped) {
        if (step == 0) {
            return new Event.LinkChanged(SpecBuilder.ETH0, true);
        }
        if (step == 1) {
            return new Event.LinkChanged(ETH1, true);
        }
        if (step == 2) {
            return new Event.Started(Duration.ofMillis(random.nextInt(2000)));
        }
        return switch (random.nextInt(16)) {
            case 0 -> new Event.LinkChanged(random.nextBoolean() ? SpecBuilder.ETH0 : ETH1, random.nextInt(4) != 0);
            case 1 -> new Event.TrackedChanged(Tracked.Kind.BFD, "b", random.nextBoolean());
            case 2 -> new Event.FileValueChanged("f", random.nextInt(600) - 300);
            case 3 -> new Event.LoopStalled(Duration.ofMillis(random.nextInt(3000)));
            case 4 -> new Event.AddressLost("IN", IpAddress.of("172.16.0.222"));
            case 5 -> new Event.HandoverRequested(random.nextBoolean() ? "IN" : "OUT");
            case 6 -> new Event.HandoverLifted(random.nextBoolean() ? "IN" : "OUT");
            case 7 -> new Event.Reconfigured(spec(random, grouped));
            case 8 -> new Event.ScriptEnded("s", random.nextInt(3) != 0);
            case 9 -> new Event.DeadlineReached();
            default -> advert(random);
        };
    }

    private static Event advert(Random random) {
        boolean inside = random.nextBoolean();
        SpecBuilder builder = inside ? inside() : outside();
        Peer peer = new Peer(builder.build(), inside ? "172.16.0.225" : "10.0.0.2");
        int[] priorities = {0, 1, 100, 119, 120, 121, 254, 255};
        byte[] bytes = peer.advert(Tick.ZERO, priorities[random.nextInt(priorities.length)])
                .bytes()
                .copy();
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return new Event.DatagramReceived(
                inside ? SpecBuilder.ETH0 : ETH1,
                IpAddress.of(inside ? "172.16.0.225" : "10.0.0.2"),
                IpAddress.of(inside ? "172.16.0.224" : "10.0.0.1"),
                255,
                new ByteView(bytes, 0, random.nextInt(20) == 0 ? random.nextInt(bytes.length) : bytes.length));
    }

    private static SpecBuilder inside() {
        return SpecBuilder.ha1().named("IN");
    }

    private static SpecBuilder outside() {
        SpecBuilder builder = SpecBuilder.v3().named("OUT").vrid(52).virtual("10.0.0.100/24");
        builder.device = java.util.Optional.of(ETH1);
        return builder.transport(SpecBuilder.unicast("10.0.0.1", "10.0.0.2"));
    }

    private static VrrpSpec spec(Random random, boolean grouped) {
        SpecBuilder inside = inside().priority(random.nextInt(5) == 0 ? 255 : 120)
                .tracks(new Tracked(Tracked.Kind.FILE, "f", 1, false), new Tracked(Tracked.Kind.BFD, "b", 0, false));
        SpecBuilder outside = outside().tracks(new Tracked(Tracked.Kind.SCRIPT, "s", 0, false));
        switch (random.nextInt(3)) {
            case 0 -> inside.nopreempt();
            case 1 -> inside.preemptDelay(Duration.ofSeconds(2));
            default -> {}
        }
        List<SyncGroupSpec> groups =
                grouped ? List.of(new SyncGroupSpec("G", List.of("IN", "OUT"), List.of(), false)) : List.of();
        return new VrrpSpec(List.of(inside.build(), outside.build()), groups, List.of(), List.of(), Duration.ZERO);
    }
}
