package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.RtNetlinkConstants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NetworkViewTest {
    private static final InterfaceName ETH0 = new InterfaceName("eth0");
    private static final IpAddress OWN = IpAddress.of("172.16.0.224");
    private static final IpAddress VIRTUAL = IpAddress.of("172.16.0.222");

    private final NetworkView network = new NetworkView();

    @Test
    void interfaceThatComesUpWithAnAddressIsToldOnce() {
        assertThat(network.apply(present(link(2, "eth0", true), OWN)))
                .containsExactly(
                        new Event.SourceAddressChanged(ETH0, IpFamily.IPV4, Optional.of(OWN)),
                        new Event.LinkChanged(ETH0, true));
        assertThat(network.apply(new NetworkEvent.LinkChanged(link(2, "eth0", true))))
                .isEmpty();
    }

    @Test
    void virtualAddressIsNeverASource() {
        network.routers(List.of(router(false)));
        assertThat(network.apply(present(link(2, "eth0", true), VIRTUAL)))
                .containsExactly(new Event.LinkChanged(ETH0, true));
        assertThat(network.routers(List.of()))
                .containsExactly(new Event.SourceAddressChanged(ETH0, IpFamily.IPV4, Optional.of(VIRTUAL)));
    }

    @Test
    void interfaceThatGoesTakesItsAddressAlong() {
        network.apply(present(link(2, "eth0", true), OWN));
        assertThat(network.apply(new NetworkEvent.LinkRemoved(link(2, "eth0", true))))
                .containsExactly(
                        new Event.SourceAddressChanged(ETH0, IpFamily.IPV4, Optional.empty()),
                        new Event.LinkChanged(ETH0, false));
    }

    @Test
    void interfaceAboveAnotherSharesItsFate() {
        InterfaceName own = new InterfaceName("vrrp.51");
        network.ownLinks(Map.of(own, ETH0));
        Link above = new Link(
                7,
                "vrrp.51",
                Link.ETHERNET,
                Optional.empty(),
                RtNetlinkConstants.IFF_UP,
                1500,
                OptionalInt.empty(),
                OptionalInt.of(2),
                Optional.of("macvlan"),
                OptionalInt.empty());
        network.apply(present(link(2, "eth0", true), OWN));
        assertThat(network.apply(new NetworkEvent.LinkChanged(above)))
                .containsExactly(
                        new Event.SourceAddressChanged(own, IpFamily.IPV4, Optional.of(OWN)),
                        new Event.LinkChanged(own, true));
        assertThat(network.apply(new NetworkEvent.LinkChanged(link(2, "eth0", false))))
                .contains(new Event.LinkChanged(own, false));
    }

    @Test
    void anotherInterfaceOfThatNameIsNotMeant() {
        network.ownLinks(Map.of(new InterfaceName("vrrp.51"), ETH0));
        network.apply(present(link(2, "eth0", true), OWN));
        assertThat(network.apply(new NetworkEvent.LinkChanged(link(7, "vrrp.51", true))))
                .isEmpty();
    }

    @Test
    void aVrfIsKnownByItsTableAndItsInterfaces() {
        InterfaceName blue = new InterfaceName("blue");
        network.apply(new NetworkEvent.LinkChanged(link(2, "eth0", OptionalInt.of(9), OptionalInt.empty())));
        network.apply(new NetworkEvent.LinkChanged(link(9, "blue", OptionalInt.empty(), OptionalInt.of(10))));
        assertThat(network.vrf(ETH0)).contains(blue);
        network.apply(new NetworkEvent.LinkChanged(link(9, "blue", OptionalInt.empty(), OptionalInt.empty())));
        assertThat(network.vrf(ETH0)).as("a bridge").isEmpty();
    }

    @Test
    void onlyALinkLocalAddressSpeaksIpv6() {
        network.apply(present(link(2, "eth0", true), IpAddress.of("2001:db8::1")));
        IpAddress linkLocal = IpAddress.of("fe80::1");
        assertThat(network.apply(new NetworkEvent.AddressChanged(address(linkLocal))))
                .containsExactly(new Event.SourceAddressChanged(ETH0, IpFamily.IPV6, Optional.of(linkLocal)));
    }

    @Test
    void configuredSourceThatDisappearsIsTold() {
        network.apply(present(link(2, "eth0", true), OWN));
        assertThat(network.routers(List.of(router(true)))).isEmpty();
        assertThat(network.apply(new NetworkEvent.AddressRemoved(address(OWN))))
                .contains(new Event.SourcePresenceChanged(OWN, false));
        assertThat(network.apply(new NetworkEvent.AddressChanged(address(OWN))))
                .contains(new Event.SourcePresenceChanged(OWN, true));
    }

    private static VirtualRouterSpec router(boolean trackSource) {
        String config = """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    unicast_src_ip 172.16.0.224
                    unicast_peer { 172.16.0.225 }
                    virtual_ipaddress { 172.16.0.222 }
                    %s
                }
                """.formatted(trackSource ? "track_src_ip" : "");
        return KeepalivedConfig.read(MemorySourceLoader.of("/k.conf", config), "/k.conf", ReadOptions.forHost("ha1"))
                .configuration()
                .orElseThrow()
                .virtualRouters()
                .getFirst();
    }

    @Test
    void nameThatNoConfigurationCanWriteIsNobodys() {
        assertThat(network.apply(present(link(3, "a:b", true), OWN))).isEmpty();
    }

    @Test
    void linkThatPollingMissesIsUnusableWhateverTheKernelTells() {
        InterfaceName eth0 = new InterfaceName("eth0");
        network.apply(present(link(2, "eth0", true), OWN));
        assertThat(network.linkBeat(eth0, false)).containsExactly(new Event.LinkChanged(eth0, false));
        assertThat(network.apply(present(link(2, "eth0", true), OWN))).isEmpty();
        assertThat(network.linkBeat(eth0, true)).containsExactly(new Event.LinkChanged(eth0, true));
    }

    private static NetworkEvent present(Link link, IpAddress address) {
        return new NetworkEvent.Resynchronised(List.of(link), List.of(address(address)));
    }

    private static InterfaceAddress address(IpAddress address) {
        return InterfaceAddress.of(2, IpPrefix.host(address));
    }

    private static Link link(int index, String name, boolean usable) {
        int flags = usable ? RtNetlinkConstants.IFF_UP | RtNetlinkConstants.IFF_RUNNING : 0;
        return new Link(
                index,
                name,
                Link.ETHERNET,
                Optional.of(new MacAddress(index)),
                flags,
                1500,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static Link link(int index, String name, OptionalInt master, OptionalInt vrfTable) {
        return new Link(
                index,
                name,
                Link.ETHERNET,
                Optional.empty(),
                RtNetlinkConstants.IFF_UP,
                1500,
                master,
                OptionalInt.empty(),
                Optional.empty(),
                vrfTable);
    }
}
