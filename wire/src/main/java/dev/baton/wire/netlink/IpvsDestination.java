package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_DEST;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_ADDR;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_ADDR_FAMILY;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_FWD_METHOD;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_L_THRESH;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_PORT;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_STATS64;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_TUN_FLAGS;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_TUN_PORT;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_TUN_TYPE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_U_THRESH;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DEST_ATTR_WEIGHT;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_STATS_ATTR_CONNS;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_STATS_ATTR_INBYTES;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_STATS_ATTR_INPKTS;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_STATS_ATTR_OUTBYTES;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_STATS_ATTR_OUTPKTS;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_FWD_MASK;
import static dev.baton.wire.netlink.IpvsConstants.IP_VS_CONN_F_TUNNEL;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;

/// A real server of a service as IPVS has it. Its family may be another than the service's where packets are tunnelled.
///
/// @param port 0 for a service of a mark
/// @param method `IP_VS_CONN_F_MASQ`, `_DROUTE` or `_TUNNEL`
/// @param tunnel how packets are tunnelled; means nothing for the other methods
/// @param upperThreshold 0 for none
/// @param lowerThreshold 0 for none
public record IpvsDestination(
        IpAddress address, int port, int method, Tunnel tunnel, int weight, int upperThreshold, int lowerThreshold) {
    /// How packets are wrapped.
    ///
    /// @param type `IP_VS_CONN_F_TUNNEL_TYPE_*`
    /// @param port of the other end, for GUE
    /// @param flags `IP_VS_TUNNEL_ENCAP_FLAG_*`
    public record Tunnel(int type, int port, int flags) {
        /// IP in IP.
        public static final Tunnel IPIP = new Tunnel(0, 0, 0);
    }

    /// What passed so far; the counters of both directions.
    public record Counters(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {}

    void write(NetlinkWriter writer) {
        int nest = writeKey(writer, address, port);
        writer.attributeU32(IPVS_DEST_ATTR_FWD_METHOD, method);
        writer.attributeU32(IPVS_DEST_ATTR_WEIGHT, weight);
        writer.attributeU32(IPVS_DEST_ATTR_U_THRESH, upperThreshold);
        writer.attributeU32(IPVS_DEST_ATTR_L_THRESH, lowerThreshold);
        if (method == IP_VS_CONN_F_TUNNEL) {
            writer.attributeU8(IPVS_DEST_ATTR_TUN_TYPE, tunnel.type());
            writer.attributeU16Be(IPVS_DEST_ATTR_TUN_PORT, tunnel.port());
            writer.attributeU16(IPVS_DEST_ATTR_TUN_FLAGS, tunnel.flags());
        }
        writer.endNest(nest);
    }

    /// Begins the nest and writes what tells the destinations of a service apart.
    static int writeKey(NetlinkWriter writer, IpAddress address, int port) {
        int nest = writer.beginNest(IPVS_CMD_ATTR_DEST);
        writer.attributeU16(IPVS_DEST_ATTR_ADDR_FAMILY, RouteRequest.family(address.family()));
        writer.attribute(IPVS_DEST_ATTR_ADDR, address.bytes());
        writer.attributeU16Be(IPVS_DEST_ATTR_PORT, port);
        return nest;
    }

    /// Reads one entry of a dump.
    ///
    /// @param service the family of the service, which old kernels leave out
    /// @throws IllegalArgumentException if it cannot be read
    public static IpvsDestination parse(NetlinkMessage message, IpFamily service) {
        NetlinkAttributes found = attributes(message);
        IpFamily family = found.has(IPVS_DEST_ATTR_ADDR_FAMILY)
                ? IpvsService.family(found.u16(IPVS_DEST_ATTR_ADDR_FAMILY).orElse(0))
                : service;
        return new IpvsDestination(
                IpvsService.address(found, IPVS_DEST_ATTR_ADDR, family),
                found.u16Be(IPVS_DEST_ATTR_PORT).orElse(0),
                found.u32(IPVS_DEST_ATTR_FWD_METHOD).orElse(0) & IP_VS_CONN_F_FWD_MASK,
                new Tunnel(
                        found.u8(IPVS_DEST_ATTR_TUN_TYPE).orElse(0),
                        found.u16Be(IPVS_DEST_ATTR_TUN_PORT).orElse(0),
                        found.u16(IPVS_DEST_ATTR_TUN_FLAGS).orElse(0)),
                found.u32(IPVS_DEST_ATTR_WEIGHT).orElse(0),
                found.u32(IPVS_DEST_ATTR_U_THRESH).orElse(0),
                found.u32(IPVS_DEST_ATTR_L_THRESH).orElse(0));
    }

    /// The counters in one entry of a dump; all 0 where the kernel sends none.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    public static Counters counters(NetlinkMessage message) {
        return attributes(message)
                .nested(IPVS_DEST_ATTR_STATS64)
                .map(stats -> new Counters(
                        stats.u64(IPVS_STATS_ATTR_CONNS).orElse(0),
                        stats.u64(IPVS_STATS_ATTR_INPKTS).orElse(0),
                        stats.u64(IPVS_STATS_ATTR_OUTPKTS).orElse(0),
                        stats.u64(IPVS_STATS_ATTR_INBYTES).orElse(0),
                        stats.u64(IPVS_STATS_ATTR_OUTBYTES).orElse(0)))
                .orElse(new Counters(0, 0, 0, 0, 0));
    }

    private static NetlinkAttributes attributes(NetlinkMessage message) {
        return GenericFamily.attributes(message.payload())
                .nested(IPVS_CMD_ATTR_DEST)
                .orElseThrow(() -> new IllegalArgumentException("no destination"));
    }
}
