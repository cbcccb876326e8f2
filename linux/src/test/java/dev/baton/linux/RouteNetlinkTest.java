package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static dev.baton.wire.netlink.RouteRequest.Verb.ADD;
import static dev.baton.wire.netlink.RouteRequest.Verb.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.InterfaceAddress.Lifetime;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.RouteRequest;
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
                assertThat(netlink.link(new InterfaceName("v0")).orElseThrow())
                        .matches(Link::isUp)
                        .matches(Link::isRunning)
                        .matches(Link::hasCarrier);
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
}
