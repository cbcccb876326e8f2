package dev.baton.havip;

import static dev.baton.havip.Lab.ECS3;
import static dev.baton.havip.Lab.EIP;
import static dev.baton.havip.Lab.HA1;
import static dev.baton.havip.Lab.HAVIP;
import static dev.baton.havip.Lab.VIP;
import static dev.baton.havip.Lab.VPC;
import static dev.baton.havip.Lab.VSWITCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Tick;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One row for each refusal: what must have happened, what is then asked, what is answered. The table checks that
/// it is complete.
final class RefusalTest {
    private static final VSwitchId OTHER = new VSwitchId("vsw-other");
    private static final VSwitchId NOWHERE = new VSwitchId("vsw-none");
    private static final InstanceId NOBODY = new InstanceId("i-none");
    private static final HaVipId NONE = new HaVipId("havip-none");
    private static final IpPrefix SUBNET = new IpPrefix(IpAddress.of("10.0.0.0"), 8);

    private record Row(Refusal refusal, List<FabricEvent> before, FabricEvent event) {
        Row(Refusal refusal, FabricEvent event) {
            this(refusal, List.of(), event);
        }
    }

    private static final FabricEvent OTHER_VSWITCH = new FabricEvent.CreateVSwitch(OTHER, VPC, SUBNET);
    private static final FabricEvent OTHER_HAVIP =
            new FabricEvent.CreateHaVip(new HaVipId("havip-b"), VSWITCH, IpAddress.of("172.16.0.100"));

    private static final SnatRule SNAT = new SnatRule("snat-demo", VPC, SUBNET, EIP);

    private static final List<Row> ROWS = List.of(
            new Row(Refusal.ID_TAKEN, new FabricEvent.CreateVSwitch(VSWITCH, VPC, SUBNET)),
            new Row(Refusal.ID_TAKEN, new FabricEvent.CreateInstance(HA1)),
            new Row(Refusal.ID_TAKEN, haVip("havip-demo", VSWITCH, "172.16.0.9")),
            new Row(Refusal.UNKNOWN_VSWITCH, haVip("havip-x", NOWHERE, "172.16.0.9")),
            new Row(Refusal.ADDRESS_OUTSIDE_SUBNET, haVip("havip-x", VSWITCH, "172.17.0.9")),
            new Row(Refusal.ADDRESS_TAKEN, haVip("havip-x", VSWITCH, "172.16.0.222")),
            new Row(Refusal.ADDRESS_TAKEN, haVip("havip-x", VSWITCH, "172.16.0.224")),
            new Row(Refusal.LIMIT_HAVIPS_PER_VPC, fourMoreHaVips(), haVip("havip-6", VSWITCH, "172.16.1.6")),
            new Row(Refusal.UNKNOWN_HAVIP, new FabricEvent.Bind(NONE, HA1.id())),
            new Row(Refusal.UNKNOWN_HAVIP, new FabricEvent.Unbind(NONE, HA1.id())),
            new Row(Refusal.UNKNOWN_HAVIP, new FabricEvent.AssociateEip(EIP, NONE)),
            new Row(Refusal.UNKNOWN_INSTANCE, new FabricEvent.Bind(HAVIP, NOBODY)),
            new Row(Refusal.UNKNOWN_INSTANCE, new FabricEvent.InstanceUp(NOBODY)),
            new Row(Refusal.UNKNOWN_INSTANCE, new FabricEvent.InstanceDown(NOBODY)),
            new Row(
                    Refusal.OTHER_VSWITCH,
                    List.of(OTHER_VSWITCH, haVip("havip-o", OTHER, "10.0.0.1")),
                    new FabricEvent.Bind(new HaVipId("havip-o"), HA1.id())),
            new Row(Refusal.ALREADY_BOUND, new FabricEvent.Bind(HAVIP, HA1.id())),
            new Row(Refusal.NOT_BOUND, new FabricEvent.Unbind(HAVIP, ECS3.id())),
            new Row(
                    Refusal.HAVIP_HAS_EIP,
                    List.of(new FabricEvent.AssociateEip(EIP, HAVIP)),
                    new FabricEvent.AssociateEip(IpAddress.of("139.196.75.14"), HAVIP)),
            new Row(
                    Refusal.EIP_IN_USE,
                    List.of(OTHER_HAVIP, new FabricEvent.AssociateEip(EIP, HAVIP)),
                    new FabricEvent.AssociateEip(EIP, new HaVipId("havip-b"))),
            new Row(Refusal.UNKNOWN_EIP, new FabricEvent.UnassociateEip(EIP)),
            new Row(Refusal.UNKNOWN_INSTANCE, new FabricEvent.AssociateEipWithInstance(EIP, NOBODY)),
            new Row(
                    Refusal.EIP_IN_USE,
                    List.of(new FabricEvent.AssociateEip(EIP, HAVIP)),
                    new FabricEvent.AssociateEipWithInstance(EIP, HA1.id())),
            new Row(
                    Refusal.INSTANCE_HAS_EIP,
                    List.of(new FabricEvent.AssociateEipWithInstance(EIP, HA1.id())),
                    new FabricEvent.AssociateEipWithInstance(IpAddress.of("139.196.75.14"), HA1.id())),
            new Row(Refusal.UNKNOWN_VSWITCH, new FabricEvent.DeleteVSwitch(NOWHERE)),
            new Row(Refusal.VSWITCH_IN_USE, new FabricEvent.DeleteVSwitch(VSWITCH)),
            new Row(Refusal.UNKNOWN_INSTANCE, new FabricEvent.DeleteInstance(NOBODY)),
            new Row(Refusal.INSTANCE_IN_USE, new FabricEvent.DeleteInstance(HA1.id())),
            new Row(
                    Refusal.INSTANCE_IN_USE,
                    List.of(new FabricEvent.AssociateEipWithInstance(EIP, ECS3.id())),
                    new FabricEvent.DeleteInstance(ECS3.id())),
            new Row(
                    Refusal.INSTANCE_IN_USE,
                    List.of(route(new NextHop.ToInstance(ECS3.id()))),
                    new FabricEvent.DeleteInstance(ECS3.id())),
            new Row(Refusal.UNKNOWN_HAVIP, new FabricEvent.DeleteHaVip(NONE)),
            new Row(Refusal.HAVIP_IN_USE, new FabricEvent.DeleteHaVip(HAVIP)),
            new Row(
                    Refusal.HAVIP_IN_USE,
                    List.of(OTHER_HAVIP, route(new NextHop.ToHaVip(new HaVipId("havip-b")))),
                    new FabricEvent.DeleteHaVip(new HaVipId("havip-b"))),
            new Row(Refusal.UNKNOWN_HAVIP, route(new NextHop.ToHaVip(NONE))),
            new Row(Refusal.UNKNOWN_INSTANCE, route(new NextHop.ToInstance(NOBODY))),
            new Row(
                    Refusal.ROUTE_TAKEN,
                    List.of(route(new NextHop.ToHaVip(HAVIP))),
                    route(new NextHop.ToInstance(HA1.id()))),
            new Row(Refusal.UNKNOWN_ROUTE, new FabricEvent.RemoveRoute(VPC, SUBNET)),
            new Row(Refusal.UNKNOWN_SNAT, new FabricEvent.RemoveSnat("snat-none")),
            new Row(Refusal.ID_TAKEN, List.of(new FabricEvent.AddSnat(SNAT)), new FabricEvent.AddSnat(SNAT)),
            new Row(Refusal.UNKNOWN_HAVIP, new FabricEvent.RestoreMaster(NONE, HA1.id())),
            new Row(Refusal.NOT_BOUND, new FabricEvent.RestoreMaster(HAVIP, ECS3.id())),
            new Row(
                    Refusal.INSTANCE_STOPPED,
                    List.of(new FabricEvent.InstanceDown(HA1.id())),
                    new FabricEvent.RestoreMaster(HAVIP, HA1.id())),
            new Row(Refusal.UNKNOWN_PORT, announced(new PortId("port-none"))),
            new Row(Refusal.NOT_BOUND, announced(ECS3.port())),
            new Row(Refusal.INSTANCE_STOPPED, List.of(new FabricEvent.InstanceDown(HA1.id())), announced(HA1.port())),
            new Row(Refusal.WRONG_MAC, new FabricEvent.Announced(HA1.port(), ArpClaim.announcement(ECS3.mac(), VIP))),
            new Row(
                    Refusal.FOREIGN_ADDRESS,
                    new FabricEvent.Announced(HA1.port(), ArpClaim.announcement(HA1.mac(), EIP))));

    /// Refusals that need another limit than the default; each has a test of its own below.
    private static final Set<Refusal> ELSEWHERE =
            EnumSet.of(Refusal.LIMIT_INSTANCES_PER_HAVIP, Refusal.LIMIT_HAVIPS_PER_INSTANCE);

    @Test
    void everyRowIsRefusedForItsReasonAndChangesNothing() {
        for (Row row : ROWS) {
            Lab lab = new Lab();
            row.before().forEach(lab::handle);
            List<HaVip> before = List.copyOf(lab.fabric.haVips());
            assertThat(lab.handle(row.event()))
                    .as(row.toString())
                    .containsExactly(new FabricEffect.Refused(row.event(), row.refusal()));
            assertThat(lab.fabric.haVips()).as(row.toString()).containsExactlyElementsOf(before);
        }
    }

    @Test
    void everyRefusalHasARow() {
        Set<Refusal> covered = EnumSet.copyOf(ELSEWHERE);
        ROWS.forEach(row -> covered.add(row.refusal()));
        assertThat(covered).containsExactlyInAnyOrder(Refusal.values());
    }

    @Test
    void limitsOfBindingAreSettings() {
        assertThat(bindTwice(new Limits(5, 1, 5), HAVIP, ECS3.id()))
                .containsExactly(new FabricEffect.Refused(
                        new FabricEvent.Bind(HAVIP, ECS3.id()), Refusal.LIMIT_INSTANCES_PER_HAVIP));
        HaVipId second = new HaVipId("havip-b");
        assertThat(bindTwice(new Limits(5, 5, 1), second, HA1.id()))
                .containsExactly(new FabricEffect.Refused(
                        new FabricEvent.Bind(second, HA1.id()), Refusal.LIMIT_HAVIPS_PER_INSTANCE));
    }

    private static List<FabricEffect> bindTwice(Limits limits, HaVipId haVip, InstanceId instance) {
        Fabric fabric = new Fabric(limits);
        List<FabricEvent> events = List.of(
                new FabricEvent.CreateVSwitch(VSWITCH, VPC, new IpPrefix(IpAddress.of("172.16.0.0"), 16)),
                new FabricEvent.CreateInstance(HA1),
                new FabricEvent.CreateInstance(ECS3),
                new FabricEvent.CreateHaVip(HAVIP, VSWITCH, VIP),
                OTHER_HAVIP,
                new FabricEvent.Bind(HAVIP, HA1.id()));
        events.forEach(
                event -> assertThat(fabric.handle(Tick.ZERO, event)).noneMatch(FabricEffect.Refused.class::isInstance));
        return fabric.handle(Tick.ZERO, new FabricEvent.Bind(haVip, instance));
    }

    private static List<FabricEvent> fourMoreHaVips() {
        return List.of(
                haVip("havip-2", VSWITCH, "172.16.1.2"),
                haVip("havip-3", VSWITCH, "172.16.1.3"),
                haVip("havip-4", VSWITCH, "172.16.1.4"),
                haVip("havip-5", VSWITCH, "172.16.1.5"));
    }

    private static FabricEvent haVip(String id, VSwitchId vSwitch, String address) {
        return new FabricEvent.CreateHaVip(new HaVipId(id), vSwitch, IpAddress.of(address));
    }

    private static FabricEvent route(NextHop hop) {
        return new FabricEvent.AddRoute(VPC, SUBNET, hop);
    }

    private static FabricEvent announced(PortId port) {
        return new FabricEvent.Announced(
                port, ArpClaim.announcement(port.equals(ECS3.port()) ? ECS3.mac() : HA1.mac(), VIP));
    }
}
