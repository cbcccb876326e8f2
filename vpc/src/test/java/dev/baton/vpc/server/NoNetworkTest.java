package dev.baton.vpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.cloud.MachineOrder;
import dev.baton.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoNetworkTest {
    private static final HaVipId HAVIP = new HaVipId("havip-1");
    private static final InstanceId ONE = new InstanceId("i-1");
    private static final InstanceId TWO = new InstanceId("i-2");

    private final List<CloudEvent> facts = new ArrayList<>();
    private final NoNetwork network = new NoNetwork();

    @BeforeEach
    void open() {
        network.open(facts::add);
        network.order(new FabricEvent.CreateHaVip(HAVIP, new VSwitchId("vsw-1"), IpAddress.of("10.0.0.9")));
    }

    @Test
    void machinesDoAsTheyAreTold() {
        network.order(new MachineOrder.Start(ONE, "one", ""));
        network.order(new MachineOrder.Reboot(ONE, false));
        network.order(new MachineOrder.Stop(ONE, true));
        assertThat(facts)
                .containsExactly(
                        new CloudEvent.InstanceRuns(ONE),
                        new CloudEvent.InstanceRuns(ONE),
                        new CloudEvent.InstanceStopped(ONE));
    }

    @Test
    void theHaVipIsHeldByWhoeverWasBoundFirstAndRuns() {
        network.order(new MachineOrder.Start(ONE, "one", ""));
        network.order(new MachineOrder.Start(TWO, "two", ""));
        facts.clear();

        network.order(new FabricEvent.Bind(HAVIP, ONE));
        network.order(new FabricEvent.Bind(HAVIP, TWO));
        assertThat(facts).containsExactly(master(ONE));

        network.order(new MachineOrder.Stop(ONE, false));
        assertThat(facts).contains(master(TWO));
        network.order(new MachineOrder.Start(ONE, "one", ""));
        assertThat(facts.getLast()).isEqualTo(new CloudEvent.InstanceRuns(ONE));

        network.order(new FabricEvent.Unbind(HAVIP, TWO));
        assertThat(facts.getLast()).isEqualTo(master(ONE));
        network.order(new MachineOrder.Stop(ONE, false));
        assertThat(facts).contains(new CloudEvent.MasterChanged(HAVIP, Optional.empty()));
    }

    @Test
    void aRestartKeepsTheMaster() {
        network.order(new FabricEvent.Bind(HAVIP, ONE));
        network.order(new FabricEvent.Bind(HAVIP, TWO));
        network.order(new MachineOrder.Adopt(ONE));
        network.order(new MachineOrder.Adopt(TWO));
        network.settled();
        network.order(new FabricEvent.RestoreMaster(HAVIP, TWO));
        assertThat(facts).doesNotContain(master(ONE));
        network.order(new MachineOrder.Stop(TWO, false));
        assertThat(facts).contains(master(ONE));
    }

    private static CloudEvent master(InstanceId instance) {
        return new CloudEvent.MasterChanged(HAVIP, Optional.of(instance));
    }
}
