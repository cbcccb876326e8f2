package dev.baton.daemon.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.wire.netlink.FilterTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkPlanTest {
    private static Configuration read(String text) {
        return KeepalivedConfig.read(
                        new MemorySourceLoader("/etc", Map.of("/etc/k.conf", text)),
                        "/etc/k.conf",
                        ReadOptions.forHost("host"))
                .configuration()
                .orElseThrow();
    }

    private static String instance(String name, int vrid, String lines) {
        return "vrrp_instance " + name + " {\n interface eth0\n virtual_router_id " + vrid + "\n" + lines + "\n}\n";
    }

    private static String addresses(String... lines) {
        return "virtual_ipaddress {\n" + String.join("\n", lines) + "\n}";
    }

    private static String devices(VirtualRouterSpec router) {
        return router.device().orElseThrow() + ": "
                + router.virtualAddresses().stream()
                        .map(address -> address.onDevice(router.device()))
                        .map(VirtualAddress::device)
                        .map(device -> device.orElseThrow().value())
                        .toList();
    }

    private static List<String> made(LinkPlan plan) {
        return plan.interfaces().stream().map(own -> own + " " + own.shape()).toList();
    }

    @Test
    void instanceWithVmacLivesOnIt() {
        LinkPlan plan = LinkPlan.of(read(instance("V4", 51, "use_vmac\n" + addresses("10.0.0.1"))));
        assertThat(made(plan)).containsExactly("vrrp.51 on eth0 Macvlan[mac=00:00:5e:00:01:33]");
        assertThat(devices(plan.spec().routers().getFirst())).isEqualTo("vrrp.51: [vrrp.51]");
    }

    @Test
    void withXmitBaseOnlyTheAddressesMoveAndTheirInterfaceIsTracked() {
        LinkPlan plan = LinkPlan.of(read(instance("V4", 51, "use_vmac vm1\nvmac_xmit_base\n" + addresses("10.0.0.1"))));
        VirtualRouterSpec router = plan.spec().routers().getFirst();
        assertThat(devices(router)).isEqualTo("eth0: [vm1]");
        assertThat(router.tracked())
                .singleElement()
                .satisfies(tracked -> assertThat(tracked.name()).isEqualTo("vm1"));
    }

    @Test
    void unicastSendsFromTheBase() {
        String text = instance("V4", 51, "use_vmac\nunicast_peer {\n10.0.0.9\n}\n" + addresses("10.0.0.1"));
        assertThat(devices(LinkPlan.of(read(text)).spec().routers().getFirst())).isEqualTo("eth0: [vrrp.51]");
    }

    @Test
    void takenNamesAreNumbered() {
        String text = instance("A", 51, "use_vmac\n" + addresses("10.0.0.1"))
                + instance("B", 51, "use_vmac\n" + addresses("fe80::1", "fd00::1"))
                + instance("C", 51, "use_vmac\n" + addresses("10.9.0.1")).replace("eth0", "eth1")
                + instance("D", 52, "use_vmac vrrp.53\n" + addresses("10.0.0.2"))
                + instance("E", 53, "use_vmac\n" + addresses("10.0.0.3"));
        assertThat(made(LinkPlan.of(read(text))))
                .containsExactly(
                        "vrrp.51 on eth0 Macvlan[mac=00:00:5e:00:01:33]",
                        "vrrp6.51 on eth0 Macvlan[mac=00:00:5e:00:02:33]",
                        "vrrp1.51 on eth1 Macvlan[mac=00:00:5e:00:01:33]",
                        "vrrp.53 on eth0 Macvlan[mac=00:00:5e:00:01:34]",
                        "vrrp1.53 on eth0 Macvlan[mac=00:00:5e:00:01:35]");
    }

    @Test
    void addressesOnOtherInterfacesGetTheirOwnVmac() {
        String lines = addresses("10.0.0.1", "10.1.0.1 dev eth1", "10.1.0.2 dev eth1", "10.2.0.1 dev eth2 use_vmac");
        LinkPlan some = LinkPlan.of(read(instance("V4", 51, lines)));
        assertThat(devices(some.spec().routers().getFirst())).isEqualTo("eth0: [eth0, eth1, eth1, vrrp.51]");
        LinkPlan all = LinkPlan.of(read("global_defs {\nvmac_prefix vr\nvmac_addr_prefix va\n}\n"
                + instance("V4", 51, "use_vmac\nuse_vmac_addr\n" + lines)));
        assertThat(devices(all.spec().routers().getFirst())).isEqualTo("vr.51: [vr.51, va.51, va.51, va1.51]");
    }

    @Test
    void macAddressAsWritten() {
        String vmac = instance("V4", 51, "use_vmac name x1 02:00:00:00:07 group 4\n" + addresses("10.0.0.1"));
        assertThat(made(LinkPlan.of(read(vmac)))).containsExactly("x1 on eth0 Macvlan[mac=02:00:00:00:07:33]");
        assertThat(LinkPlan.of(read(vmac)).interfaces().getFirst().group()).isEqualTo(4);
        String strict = "global_defs {\nvrrp_strict\n}\n" + vmac;
        assertThat(made(LinkPlan.of(read(strict)))).containsExactly("x1 on eth0 Macvlan[mac=00:00:5e:00:01:33]");
    }

    @Test
    void announcementsOfOneWireArePacedTogether() {
        String text = instance("V4", 51, "use_vmac\n" + addresses("10.0.0.1"))
                + "garp_group {\ngarp_interval 1\ninterface eth0\n}\n";
        assertThat(LinkPlan.of(read(text)).spec().garpGroups().getFirst().interfaces())
                .containsExactlyInAnyOrder(new InterfaceName("eth0"), new InterfaceName("vrrp.51"));
    }

    @Test
    void onlyWhatIsNotAcceptedIsFiltered() {
        String text = "global_defs {\nnftables mine\nnftables_priority 7\nnftables_counters\n}\n"
                + instance("A", 51, "no_accept\n" + addresses("10.0.0.1"))
                + instance("B", 52, addresses("10.0.0.2"))
                + instance("C", 53, "priority 255\nno_accept\n" + addresses("10.0.0.3"))
                + instance("D", 54, "use_vmac\nno_accept\n" + addresses("fe80::4", "fd00::4"));
        FilterPlan plan = FilterPlan.of(read(text));
        Map<String, Integer> numbers = Map.of("eth0", 2, "vrrp.54", 9);
        FilterTable ipv4 = plan.table(IpFamily.IPV4, name -> Optional.ofNullable(numbers.get(name.value())));
        FilterTable ipv6 = plan.table(IpFamily.IPV6, name -> Optional.ofNullable(numbers.get(name.value())));
        assertThat(ipv4)
                .isEqualTo(new FilterTable(
                        IpFamily.IPV4, "mine", 7, true, List.of(IpAddress.of("10.0.0.1")), List.of(), Map.of()));
        assertThat(ipv6)
                .isEqualTo(new FilterTable(
                        IpFamily.IPV6,
                        "mine",
                        7,
                        true,
                        List.of(IpAddress.of("fd00::4")),
                        List.of(new FilterTable.OnLink(IpAddress.of("fe80::4"), 9)),
                        Map.of(9, 2)));
        assertThat(plan.concerns("vrrp.54")).isTrue();
        assertThat(plan.concerns("eth1")).isFalse();
    }

    @Test
    void strictAcceptsForOwnersOnlyUnlessVersion3AsksForIt() {
        String text = "global_defs {\nvrrp_strict\n}\n"
                + instance("A", 51, addresses("10.0.0.1"))
                + instance("B", 52, "priority 255\nstate MASTER\n" + addresses("10.0.0.2"))
                + instance("C", 53, "version 3\naccept\n" + addresses("10.0.0.3"))
                + instance("D", 54, "version 2\naccept\n" + addresses("10.0.0.4"));
        assertThat(FilterPlan.of(read(text)).hidden().stream()
                        .map(hidden -> hidden.address().toString())
                        .toList())
                .containsExactly("10.0.0.1", "10.0.0.4");
    }
}
