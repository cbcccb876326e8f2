package dev.baton.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.service.Balancing.Wanted;
import dev.baton.model.BalancingSpec;
import dev.baton.model.ServiceHealth;
import dev.baton.model.ServiceId;
import dev.baton.model.VirtualServerSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is kept while the data plane is at work.
class HandoverTest {
    private static final List<VirtualServerSpec> SPECS = KeepalivedConfig.read(
                    MemorySourceLoader.of("/k", """
                    virtual_server 10.0.0.1 80 {
                        protocol TCP
                        real_server 10.1.0.11 80 { }
                    }
                    virtual_server 10.0.0.2 80 {
                        protocol TCP
                        real_server 10.1.0.11 80 { }
                    }
                    """), "/k", ReadOptions.forHost("h"))
            .configuration()
            .orElseThrow()
            .virtualServers();
    private static final List<ServiceId> IDS = ServiceId.of(SPECS);

    private final AtomicInteger told = new AtomicInteger();
    private final Handover handover = new Handover(told::incrementAndGet);

    private static Wanted wanted(int service, boolean quorum) {
        return new Wanted(SPECS.get(service), new ServiceHealth(IDS.get(service), quorum, false, List.of()));
    }

    @Test
    void ofManyChangesOfAServiceOnlyTheLastIsKept() {
        for (int i = 0; i < 1000; i++) {
            handover.change(List.of(wanted(0, i % 2 == 0)));
        }
        handover.change(List.of(wanted(1, true)));
        assertEquals(List.of(wanted(0, false), wanted(1, true)), handover.take().changed());
    }

    @Test
    void isToldOfOnceUntilItIsTaken() {
        handover.change(List.of(wanted(0, true)));
        handover.change(List.of(wanted(1, true)));
        assertEquals(1, told.get());
        handover.take();
        handover.change(List.of());
        assertEquals(1, told.get(), "there is nothing to take");
        handover.change(List.of(wanted(1, true)));
        assertEquals(2, told.get());
    }

    @Test
    void aConfigurationReplacesWhatWaits() {
        handover.change(List.of(wanted(0, true)));
        handover.configure(BalancingSpec.DEFAULT, List.of(wanted(0, false), wanted(1, true)));
        handover.change(List.of(wanted(1, false)));
        Handover.Order order = handover.take();
        assertEquals(2, order.everything().orElseThrow().services().size());
        assertEquals(List.of(wanted(1, false)), order.changed());
        assertEquals(1, told.get());
        assertTrue(handover.take().everything().isEmpty());
    }
}
