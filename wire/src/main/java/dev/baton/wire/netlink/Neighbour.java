package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.NDA_DST;
import static dev.baton.wire.netlink.RtNetlinkConstants.NDA_LLADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.NUD_PERMANENT;

import dev.baton.model.IpAddress;
import dev.baton.model.MacAddress;
import java.util.function.IntFunction;

/// An entry of the ARP or ND table (`struct ndmsg`).
///
/// @param state `NUD_*`
public record Neighbour(int interfaceIndex, IpAddress address, MacAddress mac, int state) {
    /// An entry that never ages.
    public static Neighbour permanent(int interfaceIndex, IpAddress address, MacAddress mac) {
        return new Neighbour(interfaceIndex, address, mac, NUD_PERMANENT);
    }

    void write(NetlinkWriter writer) {
        writer.u8(RouteRequest.family(address.family())).u8(0).u16(0).u32(interfaceIndex);
        writer.u16(state).u8(0).u8(0);
        writer.attribute(NDA_DST, address.bytes());
        writer.attribute(NDA_LLADDR, mac.bytes());
    }

    String describe(IntFunction<String> deviceName) {
        return address + " lladdr " + mac + " on " + deviceName.apply(interfaceIndex);
    }
}
