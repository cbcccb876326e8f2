package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.InterfaceName;
import dev.baton.model.MacAddress;
import dev.baton.wire.netlink.Ipv4Setting;
import dev.baton.wire.netlink.LinkDetails;
import dev.baton.wire.netlink.LinkRequest;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinkRequestTest {
    private static final MacAddress MAC = MacAddress.parse("00:00:5e:00:01:33").orElseThrow();

    private static LinkDetails find(RouteNetlink netlink, String name) {
        return netlink.linkDetails().stream()
                .filter(details -> details.link().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LinkRequest macvlan(RouteNetlink netlink) {
        return new LinkRequest.CreateMacvlan(
                new InterfaceName("vrrp.51"), find(netlink, "eth0").link().index(), MAC, 7);
    }

    @Test
    void macvlanIsMadeAndDescribedAsAsked() throws Exception {
        Isolated.run(() -> {
            sh("ip link add eth0 type veth peer name p0");
            try (RouteNetlink netlink = RouteNetlink.open()) {
                netlink.execute(macvlan(netlink));
                LinkDetails made = find(netlink, "vrrp.51");
                netlink.execute(new LinkRequest.SetAlias(made.link().index(), "baton arp_ignore=0"));
                netlink.execute(
                        new LinkRequest.StopIpv6AddressGeneration(made.link().index()));
                netlink.execute(new LinkRequest.SetUp(made.link().index()));
                LinkDetails present = find(netlink, "vrrp.51");
                assertThat(present.link().mac()).contains(MAC);
                assertThat(present.link().isUp()).isTrue();
                assertThat(present.link().lower())
                        .hasValue(find(netlink, "eth0").link().index());
                assertThat(present.mode()).isEqualTo(RtNetlinkConstants.MACVLAN_MODE_PRIVATE);
                assertThat(present.alias()).contains("baton arp_ignore=0");
                assertThat(sh("ip -d link show vrrp.51"))
                        .contains("macvlan mode private")
                        .contains("addrgenmode none")
                        .contains("group 7");
                netlink.execute(new LinkRequest.Delete(present.link().index()));
                assertThat(sh("ip link")).doesNotContain("vrrp.51");
            }
        });
    }

    @Test
    void settingsGoOverNetlinkWithoutProc() throws Exception {
        Isolated.run(() -> {
            sh("ip link add eth0 type veth peer name p0");
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int index = find(netlink, "eth0").link().index();
                Map<Ipv4Setting, Integer> wanted = Map.of(
                        Ipv4Setting.ARP_IGNORE, 1,
                        Ipv4Setting.ARP_FILTER, 1,
                        Ipv4Setting.ARP_ANNOUNCE, 2,
                        Ipv4Setting.RP_FILTER, 2,
                        Ipv4Setting.ACCEPT_LOCAL, 1,
                        Ipv4Setting.PROMOTE_SECONDARIES, 1);
                netlink.execute(new LinkRequest.SetIpv4(index, wanted));
                assertThat(find(netlink, "eth0").ipv4()).isEqualTo(wanted);
                for (Map.Entry<Ipv4Setting, Integer> each : wanted.entrySet()) {
                    assertThat(sh("sysctl -n net.ipv4.conf.eth0."
                                            + each.getKey().fileName())
                                    .strip())
                            .isEqualTo(each.getValue().toString());
                }
            }
        });
    }

    @Test
    void refusalNamesBothInterfaces() throws Exception {
        Isolated.run(() -> {
            sh("ip link add eth0 type veth peer name p0");
            try (RouteNetlink netlink = RouteNetlink.open()) {
                netlink.execute(macvlan(netlink));
                assertThatThrownBy(() -> netlink.execute(macvlan(netlink)))
                        .isInstanceOf(KernelException.class)
                        .hasMessage("create macvlan vrrp.51 on eth0: File exists (EEXIST)");
            }
        });
    }
}
