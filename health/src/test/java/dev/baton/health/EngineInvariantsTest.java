package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.Fixtures.Web;
import dev.baton.model.CheckerSpec;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceHealth;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random events on random services: after each of them the effects told so far, and a naive model of the quorum,
/// agree with what the engine says.
class EngineInvariantsTest {
    private static final int SEEDS = 120;
    private static final int STEPS = 300;

    @Test
    void effectsAndQuorumAgreeWithANaiveModel() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            new Run(seed).play();
        }
    }

    /// One seed.
    private static final class Run {
        private final int seed;
        private final Random random;
        private final HealthEngine engine;
        private final List<ProbeId> pending = new ArrayList<>();
        private final Map<ServerId, Boolean> alive = new HashMap<>();
        private final Map<ServerId, Long> weights = new HashMap<>();
        private VirtualServerSpec spec;
        private boolean quorum;
        private boolean sorry;
        private Tick now = Tick.ZERO;

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.spec = randomSpec();
            this.engine = new HealthEngine(options(), new Random(seed));
        }

        private HealthSpec options() {
            HealthSpec health = HealthSpec.of(List.of(spec));
            health = seed % 2 == 0 ? health.withSharedChecks() : health;
            return seed % 3 == 0
                    ? health.withDamping(new HealthSpec.FlapDamping(2, Duration.ofSeconds(40), Duration.ofSeconds(15)))
                    : health;
        }

        private VirtualServerSpec randomSpec() {
            int threshold = 1 + random.nextInt(6);
            Web web = new Web().quorum(threshold, random.nextInt(threshold));
            if (random.nextBoolean()) {
                web.sorry("10.1.0.99");
            }
            for (int i = 0; i < 5; i++) {
                if (random.nextInt(4) > 0) {
                    String address = "10.1.0." + i;
                    web.server(Fixtures.server(address, random.nextInt(4), checks(address)));
                }
            }
            return web.build();
        }

        private CheckerSpec[] checks(String address) {
            CheckerSpec misc = new CheckerSpec.Misc(
                    Fixtures.timing(random.nextInt(2), false), Fixtures.script("/x"), Duration.ofSeconds(5), true);
            CheckerSpec file = new CheckerSpec.File(Fixtures.timing(0, false), "f", random.nextInt(3) - 1, false);
            return switch (random.nextInt(4)) {
                case 0 ->
                    new CheckerSpec[] {Fixtures.tcp(address, Fixtures.timing(random.nextInt(3), random.nextBoolean()))};
                case 1 -> new CheckerSpec[] {Fixtures.tcp("10.9.0.1", Fixtures.EVERY_6S), misc};
                case 2 -> new CheckerSpec[] {file, Fixtures.tcp(address, Fixtures.EVERY_6S)};
                default -> new CheckerSpec[0];
            };
        }

        void play() {
            send(new HealthEvent.Started());
            for (int step = 0; step < STEPS; step++) {
                send(randomEvent());
                verify(step);
            }
        }

        private HealthEvent randomEvent() {
            int kind = random.nextInt(20);
            if (kind < 9 && !pending.isEmpty()) {
                return new HealthEvent.ProbeEnded(pending.remove(random.nextInt(pending.size())), randomResult());
            }
            if (kind == 9) {
                return new HealthEvent.FileValueChanged("f", random.nextInt(5) - 2);
            }
            if (kind == 10) {
                spec = randomSpec();
                return new HealthEvent.Reconfigured(options());
            }
            Tick next = engine.nextDeadline();
            now = !next.equals(Tick.NEVER) && next.compareTo(now) > 0 ? next : now.plus(Duration.ofMillis(100));
            return new HealthEvent.DeadlineReached();
        }

        private ProbeResult randomResult() {
            return switch (random.nextInt(6)) {
                case 0, 1 -> new ProbeResult.Succeeded();
                case 2, 3 -> new ProbeResult.Failed(new ProbeFailure.Closed("early"));
                case 4 -> new ProbeResult.Exited(random.nextInt(8));
                default -> new ProbeResult.NotTried("no descriptor");
            };
        }

        private void send(HealthEvent event) {
            engine.handle(now, event).forEach(this::follow);
        }

        /// Believes every effect, and refuses those that say what is so already.
        private void follow(HealthEffect effect) {
            switch (effect) {
                case HealthEffect.ServerUp up ->
                    assertThat(alive.put(up.server(), true)).as(at()).isNotEqualTo(true);
                case HealthEffect.ServerDown down ->
                    assertThat(alive.put(down.server(), false)).as(at()).isEqualTo(true);
                case HealthEffect.WeightChanged change -> {
                    assertThat(change.from()).as(at()).isNotEqualTo(change.to());
                    weights.put(change.server(), change.to());
                }
                case HealthEffect.QuorumGained gained -> {
                    assertThat(quorum).as(at()).isFalse();
                    quorum = true;
                }
                case HealthEffect.QuorumLost lost -> quorum = false;
                case HealthEffect.SorryIn in -> {
                    assertThat(sorry).as(at()).isFalse();
                    sorry = true;
                }
                case HealthEffect.SorryOut out -> {
                    assertThat(sorry).as(at()).isTrue();
                    sorry = false;
                }
                case HealthEffect.StartProbe start -> pending.add(start.probe());
                case HealthEffect.CancelProbe cancel -> pending.remove(cancel.probe());
                case HealthEffect.Notify n -> assertThat(n.script()).isNotNull();
                case HealthEffect.WriteLine w -> assertThat(w.line()).doesNotContain("\n");
                case HealthEffect.Mail m ->
                    assertThat(m.body()).startsWith("=> ").endsWith(" <=");
                case HealthEffect.Observed o -> assertThat(o.what().sentence()).isNotBlank();
                case HealthEffect.ServiceRemoved r -> assertThat(r.service()).isNotNull();
            }
        }

        private void verify(int step) {
            ServiceHealth health = engine.health(Fixtures.web()).orElseThrow();
            String where = at() + ", step " + step;
            long sum = 0;
            for (ServiceHealth.Server server : health.servers()) {
                assertThat(server.alive()).as(where).isEqualTo(alive.getOrDefault(server.id(), false));
                assertThat(server.weight()).as(where).isBetween(0L, (long) Integer.MAX_VALUE);
                if (weights.containsKey(server.id()) && server.alive()) {
                    weights.remove(server.id());
                }
                sum += server.alive() ? server.weight() : 0;
            }
            assertThat(health.quorum()).as(where).isEqualTo(quorum);
            assertThat(health.sorry()).as(where).isEqualTo(sorry);
            if (quorum) {
                assertThat(sum).as(where).isPositive().isGreaterThanOrEqualTo(spec.quorum() - spec.hysteresis());
            } else {
                assertThat(sum).as(where).isLessThan(spec.quorum() + spec.hysteresis());
            }
            assertThat(sorry).as(where).isEqualTo(!quorum && spec.sorryServer().isPresent());
        }

        private String at() {
            return "seed " + seed + " at " + now;
        }
    }
}
