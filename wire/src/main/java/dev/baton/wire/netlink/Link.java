package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.IFF_LOWER_UP;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFF_RUNNING;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFF_UP;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_ADDRESS;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_IFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INFO_DATA;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_INFO_KIND;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_LINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_LINKINFO;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_MASTER;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_MTU;
import static dev.baton.wire.netlink.RtNetlinkConstants.IFLA_VRF_TABLE;

import dev.baton.model.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/// A network interface as the kernel describes it (`RTM_NEWLINK`).
///
/// @param name as the kernel has it; may be one that no configuration can name
/// @param hardwareType `ARPHRD_*` of `linux/if_arp.h`: 1 is Ethernet
/// @param mac empty for interfaces without a 48-bit address
/// @param flags `IFF_*`
/// @param master index of the bridge, bond or VRF that the interface belongs to
/// @param lower index of the interface below (macvlan, vlan) or the other end (veth)
/// @param kind `macvlan`, `veth`, `dummy` …; empty for hardware
/// @param vrfTable the routing table of a VRF
public record Link(
        int index,
        String name,
        int hardwareType,
        Optional<MacAddress> mac,
        int flags,
        int mtu,
        OptionalInt master,
        OptionalInt lower,
        Optional<String> kind,
        OptionalInt vrfTable) {
    /// `ARPHRD_ETHER`.
    public static final int ETHERNET = 1;

    private static final int IFINFOMSG_SIZE = 16;

    /// Set up by an administrator (`IFF_UP`).
    public boolean isUp() {
        return (flags & IFF_UP) != 0;
    }

    /// Up and able to pass packets, as far as its driver knows (`IFF_RUNNING`).
    public boolean isRunning() {
        return (flags & IFF_RUNNING) != 0;
    }

    /// Its lower layer has a carrier (`IFF_LOWER_UP`).
    public boolean hasCarrier() {
        return (flags & IFF_LOWER_UP) != 0;
    }

    /// Reads `struct ifinfomsg` and its attributes from an `RTM_NEWLINK` or `RTM_DELLINK`.
    ///
    /// @throws IllegalArgumentException if the message is too short
    public static Link parse(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.limit() < IFINFOMSG_SIZE) {
            throw new IllegalArgumentException("struct ifinfomsg has " + payload.limit() + " bytes");
        }
        NetlinkAttributes attributes = new NetlinkAttributes(payload, IFINFOMSG_SIZE);
        Optional<NetlinkAttributes> info = attributes.nested(IFLA_LINKINFO);
        Optional<String> kind = info.flatMap(all -> all.string(IFLA_INFO_KIND));
        return new Link(
                payload.getInt(4),
                attributes.string(IFLA_IFNAME).orElse(""),
                payload.getShort(2) & 0xffff,
                attributes.bytes(IFLA_ADDRESS).filter(mac -> mac.length == 6).map(MacAddress::of),
                payload.getInt(8),
                attributes.u32(IFLA_MTU).orElse(0),
                attributes.u32(IFLA_MASTER),
                attributes.u32(IFLA_LINK),
                kind,
                kind.filter("vrf"::equals)
                        .flatMap(vrf -> info)
                        .flatMap(all -> all.nested(IFLA_INFO_DATA))
                        .map(data -> data.u32(IFLA_VRF_TABLE))
                        .orElse(OptionalInt.empty()));
    }
}
