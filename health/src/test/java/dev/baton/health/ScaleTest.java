package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Timing;
import dev.baton.model.IpAddress;
import dev.baton.model.RealServerSpec;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Many services: what is done costs what changes, not what there is.
class ScaleTest {
    private static final int SERVICES = 2300;
    private static final int SERVERS = 16;
    private static final Timing TIMING =
            new Timing(1, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5), false, false);

    private static HealthSpec large(int changed) {
        List<VirtualServerSpec> services = new ArrayList<>();
        for (int service = 0; service < SERVICES; service++) {
            List<RealServerSpec> servers = new ArrayList<>();
            for (int server = 0; server < SERVERS; server++) {
                String address = "10." + (1 + service / 250) + "." + service % 250 + "." + (server + 1);
                CheckerSpec check = new CheckerSpec.Tcp(TIMING, Fixtures.endpoint(address));
                servers.add(Fixtures.server(address, service == changed ? 2 : 1, check));
            }
            services.add(new VirtualServerSpec(
                    "service " + service,
                    new VirtualServerSpec.Service.Address(
                            IpAddress.of("172.16." + service / 250 + "." + service % 250),
                            80,
                            VirtualServerSpec.Protocol.TCP),
                    "rr",
                    Set.of(),
                    false,
                    VirtualServerSpec.Forwarding.NAT,
                    Optional.empty(),
                    1,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    servers));
        }
        return HealthSpec.of(services);
    }

    @Test
    void startAndReloadOfManyServersAreAMatterOfAFewSeconds() {
        long begun = System.nanoTime();
        HealthEngine engine = new HealthEngine(large(-1), new Random(1));
        engine.handle(Tick.ZERO, new HealthEvent.Started());
        int probes = 0;
        for (int millis = 0; millis <= 5000; millis += 10) {
            Tick now = Tick.ofMillis(millis);
            for (HealthEffect effect : engine.handle(now, new HealthEvent.DeadlineReached())) {
                if (effect instanceof HealthEffect.StartProbe(ProbeId probe, ProbeSpec spec)) {
                    probes++;
                    engine.handle(now, new HealthEvent.ProbeEnded(probe, new ProbeResult.Succeeded()));
                }
            }
        }
        assertThat(probes).isEqualTo(SERVICES * SERVERS);
        List<HealthEffect> changes = engine.handle(Tick.ofMillis(5000), new HealthEvent.Reconfigured(large(7)));
        assertThat(changes).hasSize(SERVERS).allMatch(HealthEffect.WeightChanged.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("start, one round of checks, one reload")
                .isLessThan(Duration.ofSeconds(10));
    }
}
