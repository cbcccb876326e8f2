package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_TCP;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_TCP_FIN;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_UDP;

/// Seconds after which idle connections are forgotten; 0 leaves one as it is.
public record IpvsTimeouts(int tcp, int tcpFin, int udp) {
    void write(NetlinkWriter writer) {
        writer.attributeU32(IPVS_CMD_ATTR_TIMEOUT_TCP, tcp);
        writer.attributeU32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, tcpFin);
        writer.attributeU32(IPVS_CMD_ATTR_TIMEOUT_UDP, udp);
    }

    /// Reads the answer to [IpvsRequest.GetTimeouts].
    ///
    /// @throws IllegalArgumentException if it cannot be read
    public static IpvsTimeouts parse(NetlinkMessage message) {
        NetlinkAttributes config = GenericFamily.attributes(message.payload());
        return new IpvsTimeouts(
                config.u32(IPVS_CMD_ATTR_TIMEOUT_TCP).orElse(0),
                config.u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN).orElse(0),
                config.u32(IPVS_CMD_ATTR_TIMEOUT_UDP).orElse(0));
    }
}
