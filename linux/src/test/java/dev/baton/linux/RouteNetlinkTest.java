package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static dev.baton.wire.netlink.RouteRequest.Verb.ADD;
import static dev.baton.wire.netlink.RouteRequest.Verb.DELETE;
import static dev.baton.wire.netlink.RouteRequest.Verb.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.InterfaceAddress.Lifetime;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.Neighbour;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class RouteNetlinkTest {
    private static final IpPrefix VIP = new IpPrefix(IpAddress.of("172.16.0.222"), 16);

    private static int dummy(RouteNetlink netlink) throws Exception {
        sh("ip link add eth0 type veth peer name peer0; ip link set eth0 address 02:00:00:00:00:01 up");
        sh("ip link set peer0 up");
        return netlink.link(new InterfaceName("eth0")).orElseThrow().index();
    }

    private static RouteRequest address(RouteRequest.Verb verb, InterfaceAddress address) {
        return new RouteRequest.ForAddress(verb, address);
    }

    @Test
    void linksAreListedWithTheirProperties() throws Exception {
        Isolated.run(() -> {
            sh("ip link add br0 type bridge; ip link add v0 mtu 1400 type veth peer name v1");
            sh("ip link set v0 address 02:00:00:00:00:07 master br0");
            try (RouteNetlink netlink = RouteNetlink.open()) {
                Link bridge = netlink.link(new InterfaceName("br0")).orElseThrow();
                Link veth = netlink.link(new InterfaceName("v0")).orElseThrow();
                assertThat(veth.mac()).contains(MacAddress.of(new byte[] {2, 0, 0, 0, 0, 7}));
                assertThat(veth.mtu()).isEqualTo(1400);
                assertThat(veth.kind()).contains("veth");
                assertThat(veth.master()).hasValue(bridge.index());
                assertThat(veth.hardwareType()).isEqualTo(Link.ETHERNET);
                assertThat(veth.isUp()).isFalse();
                sh("ip link set v0 up; ip link set v1 up");
                assertThat(TwoHosts.awaitRunning("v0")).isTrue();
                Link up = netlink.link(new InterfaceName("v0")).orElseThrow();
                assertThat(up).matches(Link::isUp).matches(Link::isRunning).matches(Link::hasCarrier);
            }
        });
    }

    @Test
    void addressIsAddedAsIpShowsIt() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int eth0 = dummy(netlink);
                InterfaceAddress vip = InterfaceAddress.of(eth0, VIP)
                        .withLabel("eth0:1")
                        .withProtocol(18)
                        .withLifetime(Lifetime.lease(30));
                netlink.execute(address(ADD, vip));
                assertThat(sh("ip -d addr show dev eth0"))
                        .contains("inet 172.16.0.222/16")
                        .contains("eth0:1")
                        .containsPattern("valid_lft (30|29)sec preferred_lft (30|29)sec");
                InterfaceAddress listed = netlink.addresses().stream()
                        .filter(each ->
                                each.interfaceIndex() == eth0 && each.address().equals(VIP.address()))
                        .findFirst()
                        .orElseThrow();
                assertThat(listed.label()).contains("eth0:1");
                assertThat(listed.protocol()).isEqualTo(18);
                assertThat(listed.lifetime().validSeconds()).isBetween(29L, 30L);
                netlink.execute(address(DELETE, vip));
                assertThat(sh("ip addr show dev eth0")).doesNotContain("172.16.0.222");
            }
        });
    }

    @Test
    void refusalSaysWhatWasTriedAndWhyNot() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int eth0 = dummy(netlink);
                RouteRequest request = address(ADD, InterfaceAddress.of(eth0, VIP));
                netlink.execute(request);
                assertThatThrownBy(() -> netlink.execute(request))
                        .isInstanceOfSatisfying(KernelException.class, refusal -> {
                            assertThat(refusal.is(Errno.EEXIST)).isTrue();
                            assertThat(refusal.operation()).isEqualTo("add address");
                        })
                        .hasMessageStartingWith("add address 172.16.0.222/16 to eth0: File exists (EEXIST)");
            }
        });
    }

    @Test
    void theKernelsOwnWordsAreReported() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                Route unreachable = Route.via(
                        new IpPrefix(IpAddress.of("192.0.2.0"), 24), IpAddress.of("198.51.100.1"), dummy(netlink));
                assertThatThrownBy(() -> netlink.execute(new RouteRequest.ForRoute(ADD, unreachable)))
                        .hasMessage("add route 192.0.2.0/24 via 198.51.100.1 on eth0: Network is unreachable"
                                + " (ENETUNREACH): Nexthop has invalid gateway");
            }
        });
    }

    @Test
    void routesAreAddedReplacedAndDeleted() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int eth0 = dummy(netlink);
                netlink.execute(address(ADD, InterfaceAddress.of(eth0, VIP)));
                Route direct = Route.onLink(IpPrefix.host(IpAddress.of("10.9.9.9")), eth0)
                        .ofKeepalived();
                Route hole = Route.blackhole(new IpPrefix(IpAddress.of("10.8.0.0"), 16));
                Route far = Route.via(new IpPrefix(IpAddress.of("0.0.0.0"), 0), IpAddress.of("172.16.0.1"), eth0)
                        .inTable(1000);
                for (Route route : List.of(direct, hole, far)) {
                    netlink.execute(new RouteRequest.ForRoute(ADD, route));
                    netlink.execute(new RouteRequest.ForRoute(REPLACE, route));
                }
                assertThat(sh("ip route show table all"))
                        .contains("10.9.9.9 dev eth0 proto keepalived scope link")
                        .contains("blackhole 10.8.0.0/16 proto static")
                        .contains("default via 172.16.0.1 dev eth0 table 1000 proto static");
                assertThat(netlink.routes(IpFamily.IPV4)).contains(direct, hole, far);
                for (Route route : List.of(direct, hole, far)) {
                    netlink.execute(new RouteRequest.ForRoute(DELETE, route));
                }
                assertThat(netlink.routes(IpFamily.IPV4)).doesNotContain(direct, hole, far);
            }
        });
    }

    @Test
    void ipv6AddressesAndNeighboursGoInAsWell() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int eth0 = dummy(netlink);
                IpPrefix vip = new IpPrefix(IpAddress.of("2001:db8::222"), 64);
                netlink.execute(address(
                        ADD,
                        InterfaceAddress.of(eth0, vip)
                                .withFlags(RtNetlinkConstants.IFA_F_NODAD)
                                .withLifetime(Lifetime.lease(60))));
                for (String host : List.of("172.16.0.9", "2001:db8::9")) {
                    netlink.execute(new RouteRequest.ForNeighbour(
                            REPLACE, Neighbour.permanent(eth0, IpAddress.of(host), new MacAddress(0x0200_0000_0009L))));
                }
                assertThat(sh("ip -6 addr show dev eth0"))
                        .contains("2001:db8::222/64")
                        .containsPattern("valid_lft (60|59)sec");
                assertThat(sh("ip neigh show"))
                        .contains("172.16.0.9 dev eth0 lladdr 02:00:00:00:00:09 PERMANENT")
                        .contains("2001:db8::9 dev eth0 lladdr 02:00:00:00:00:09 PERMANENT");
                netlink.execute(address(DELETE, InterfaceAddress.of(eth0, vip)));
                assertThat(sh("ip -6 addr show dev eth0")).doesNotContain("2001:db8::222");
            }
        });
    }

    @Test
    void aPointToPointAddressKeepsItsPeer() throws Exception {
        Isolated.run(() -> {
            try (RouteNetlink netlink = RouteNetlink.open()) {
                int eth0 = dummy(netlink);
                InterfaceAddress address = new InterfaceAddress(
                        eth0,
                        IpPrefix.host(IpAddress.of("10.5.0.1")),
                        Optional.of(IpAddress.of("10.5.0.2")),
                        Optional.empty(),
                        Optional.empty(),
                        RtNetlinkConstants.RT_SCOPE_LINK,
                        0,
                        0,
                        Lifetime.FOREVER);
                netlink.execute(address(ADD, address));
                assertThat(sh("ip addr show dev eth0")).contains("inet 10.5.0.1 peer 10.5.0.2/32 scope link eth0");
                assertThat(netlink.addresses()).anySatisfy(listed -> {
                    assertThat(listed.address()).isEqualTo(address.address());
                    assertThat(listed.peer()).isEqualTo(address.peer());
                });
            }
        });
    }
}
