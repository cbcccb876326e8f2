package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In the steady state the engine leaves next to nothing for the collector: the first collection is late, and short.
class AllocationTest {
    private static final int ADVERTS = 2_000;
    private static final long BYTES_PER_ADVERT_SENT = 400;
    private static final long BYTES_PER_ADVERT_RECEIVED = 100;
    private static final Event DEADLINE = new Event.DeadlineReached();

    @Test
    void anAdvertSentCostsAFewHundredBytes() throws ReflectiveOperationException {
        VrrpEngine engine = started(SpecBuilder.ha1().build());
        run(engine, ADVERTS);
        assertThat(engine.routers().getFirst().state()).isEqualTo(RouterState.MASTER);
        long before = allocated();
        run(engine, ADVERTS);
        assertThat((allocated() - before) / ADVERTS).isLessThan(BYTES_PER_ADVERT_SENT);
    }

    private static void run(VrrpEngine engine, int deadlines) {
        for (int each = 0; each < deadlines; each++) {
            engine.handle(engine.nextDeadline(), DEADLINE);
        }
    }

    @Test
    void anAdvertReceivedCostsFewBytes() throws ReflectiveOperationException {
        VirtualRouterSpec spec = SpecBuilder.ha2().build();
        VrrpEngine engine = started(spec);
        Event.DatagramReceived packet = packet(spec);
        hear(engine, packet, 0);
        assertThat(engine.routers().getFirst().counters().get(Counter.ADVERT_RCVD))
                .isEqualTo((long) ADVERTS);
        long before = allocated();
        hear(engine, packet, ADVERTS);
        assertThat((allocated() - before) / ADVERTS).isLessThan(BYTES_PER_ADVERT_RECEIVED);
        assertThat(engine.routers().getFirst().state()).isEqualTo(RouterState.BACKUP);
    }

    /// The same memory holds one packet after the other, each with an identification of its own.
    private static void hear(VrrpEngine engine, Event.DatagramReceived packet, int first) {
        for (int each = 0; each < ADVERTS; each++) {
            Ipv4Header.identify(packet.bytes().array(), first + each + 1);
            engine.handle(Tick.ofMillis(first + each), packet);
        }
    }

    private static Event.DatagramReceived packet(VirtualRouterSpec spec) {
        return new Event.DatagramReceived(
                spec.device().orElse(SpecBuilder.ETH0),
                IpAddress.of("172.16.0.224"),
                IpAddress.of("172.16.0.225"),
                255,
                ByteView.of(Fixtures.V2_UNICAST_HA1.clone()));
    }

    private static VrrpEngine started(VirtualRouterSpec spec) {
        VrrpEngine engine = new VrrpEngine(List.of(spec));
        engine.handle(Tick.ZERO, new Event.LinkChanged(spec.device().orElse(SpecBuilder.ETH0), true));
        engine.handle(Tick.ZERO, new Event.Started(Duration.ZERO));
        return engine;
    }

    /// By name, since the module under test does not know the bean's.
    private static long allocated() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(bean);
    }
}
