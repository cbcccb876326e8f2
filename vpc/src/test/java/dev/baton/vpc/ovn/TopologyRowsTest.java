package dev.baton.vpc.ovn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.Instance;
import dev.baton.havip.InstanceId;
import dev.baton.havip.NextHop;
import dev.baton.havip.PortId;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.vpc.VpcException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What OVN is told, for the orders that the API gives.
class TopologyRowsTest {
    private static final VpcId VPC = new VpcId("vpc-1");
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-1");
    private static final HaVipId HAVIP = new HaVipId("havip-1");
    private static final InstanceId HA1 = new InstanceId("i-1");
    private static final InstanceId HA2 = new InstanceId("i-2");
    private static final IpAddress EIP = IpAddress.of("139.196.75.13");
    private static final IpPrefix FAR = new IpPrefix(IpAddress.of("192.168.7.0"), 24);

    private final Topology topology = new Topology();

    private Map<String, Value> row(String key) throws VpcException {
        return find(key).orElseThrow().columns();
    }

    private Optional<Row> find(String key) throws VpcException {
        return TopologyRows.of(topology, List.of("c1", "c2")).stream()
                .filter(row -> row.key().equals(key))
                .findFirst();
    }

    private void tutorial() throws VpcException {
        topology.apply(new FabricEvent.CreateVSwitch(VSWITCH, VPC, new IpPrefix(IpAddress.of("172.16.0.0"), 16)));
        topology.apply(new FabricEvent.CreateInstance(instance(HA1, "172.16.0.224", 1)));
        topology.apply(new FabricEvent.CreateInstance(instance(HA2, "172.16.0.225", 2)));
        topology.apply(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, IpAddress.of("172.16.0.222")));
        topology.apply(new FabricEvent.Bind(HAVIP, HA1));
        topology.apply(new FabricEvent.Bind(HAVIP, HA2));
        topology.apply(new FabricEvent.AssociateEip(EIP, HAVIP));
    }

    private static Instance instance(InstanceId id, String address, long mac) {
        return new Instance(
                id, VSWITCH, new PortId("p-" + id), IpAddress.of(address), new MacAddress(0x0200_0000_0000L + mac));
    }

    @Test
    void theHaVipIsAVirtualPortOfItsInstances() throws VpcException {
        tutorial();
        assertThat(row("havip-1"))
                .containsEntry("type", Value.of("virtual"))
                .containsEntry("options", Value.of(Map.of("virtual-ip", "172.16.0.222", "virtual-parents", "i-1,i-2")));
        assertThat(row("i-1"))
                .containsEntry("addresses", Value.of(List.of("02:00:00:00:00:01 172.16.0.224")))
                .containsEntry("port_security", Value.of(List.of("02:00:00:00:00:01 172.16.0.224 172.16.0.222")));
        assertThat(row("139.196.75.13"))
                .containsEntry("type", Value.of("dnat_and_snat"))
                .containsEntry("external_ip", Value.of("139.196.75.13"))
                .containsEntry("logical_ip", Value.of("172.16.0.222"));

        topology.apply(new FabricEvent.Unbind(HAVIP, HA1));
        assertThat(row("i-1")).containsEntry("port_security", Value.of(List.of("02:00:00:00:00:01 172.16.0.224")));
        assertThat(row("havip-1"))
                .containsEntry("options", Value.of(Map.of("virtual-ip", "172.16.0.222", "virtual-parents", "i-2")));
    }

    @Test
    void theRouterStandsInTheSwitchAndOutside() throws VpcException {
        tutorial();
        assertThat(row("vsw-1-router"))
                .containsEntry("networks", Value.of(List.of("172.16.255.253/16")))
                .containsEntry("mac", Value.of("ee:ff:ff:ff:ff:ff"));
        assertThat(row("vpc-1-gateway")).containsEntry("networks", Value.of(List.of("198.51.100.1/24")));
        assertThat(row("vpc-1-gateway_c1")).containsEntry("priority", new Value.Whole(100));
        assertThat(row("vpc-1-gateway_c2")).containsEntry("priority", new Value.Whole(99));
    }

    @Test
    void whoForwardsForOthersIsHeldToItsMacOnly() throws VpcException {
        tutorial();
        topology.apply(new FabricEvent.AddRoute(VPC, FAR, new NextHop.ToHaVip(HAVIP)));
        assertThat(row("vpc-1 to 192.168.7.0/24"))
                .containsEntry("ip_prefix", Value.of("192.168.7.0/24"))
                .containsEntry("nexthop", Value.of("172.16.0.222"));
        assertThat(row("i-2")).containsEntry("port_security", Value.of(List.of("02:00:00:00:00:02")));

        topology.apply(new FabricEvent.RemoveRoute(VPC, FAR));
        assertThat(find("vpc-1 to 192.168.7.0/24")).isEmpty();
        assertThat(row("i-2"))
                .containsEntry("port_security", Value.of(List.of("02:00:00:00:00:02 172.16.0.225 172.16.0.222")));
    }

    @Test
    void sourcesLeaveByTheirPublicAddress() throws VpcException {
        tutorial();
        IpPrefix source = new IpPrefix(IpAddress.of("172.16.0.0"), 24);
        topology.apply(new FabricEvent.AddSnat(new SnatRule("snat-1", VPC, source, IpAddress.of("139.196.75.14"))));
        assertThat(row("snat-1"))
                .containsEntry("type", Value.of("snat"))
                .containsEntry("external_ip", Value.of("139.196.75.14"))
                .containsEntry("logical_ip", Value.of("172.16.0.0/24"));
        topology.apply(new FabricEvent.RemoveSnat("snat-1"));
        assertThat(find("snat-1")).isEmpty();
    }

    @Test
    void nothingIsLeftWhenAllIsUndone() throws VpcException {
        tutorial();
        topology.apply(new FabricEvent.UnassociateEip(EIP));
        topology.apply(new FabricEvent.DeleteHaVip(HAVIP));
        topology.apply(new FabricEvent.DeleteInstance(HA1));
        topology.apply(new FabricEvent.DeleteInstance(HA2));
        topology.apply(new FabricEvent.DeleteVSwitch(VSWITCH));
        assertThat(TopologyRows.of(topology, List.of("c1"))).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeUsed() {
        assertThatThrownBy(() -> topology.apply(new FabricEvent.Bind(HAVIP, HA1)))
                .isInstanceOf(VpcException.class)
                .hasMessageContaining("i-1");
    }
}
