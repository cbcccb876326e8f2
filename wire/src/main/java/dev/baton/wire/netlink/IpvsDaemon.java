package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ATTR_DAEMON;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_GROUP;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_GROUP6;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_IFN;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_PORT;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_TTL;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_STATE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_SYNC_ID;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_DAEMON_ATTR_SYNC_MAXLEN;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.util.Optional;
import java.util.OptionalInt;

/// The kernel thread that synchronises connections with other machines.
///
/// @param state `IP_VS_STATE_MASTER` or `IP_VS_STATE_BACKUP`
/// @param device whose multicast it uses
/// @param id 0 to 255
/// @param maxLength bytes of a message; empty leaves it to the kernel, as with those after it
public record IpvsDaemon(
        int state,
        String device,
        int id,
        OptionalInt maxLength,
        Optional<IpAddress> group,
        OptionalInt port,
        OptionalInt ttl) {
    void write(NetlinkWriter writer) {
        int nest = writer.beginNest(IPVS_CMD_ATTR_DAEMON);
        writer.attributeU32(IPVS_DAEMON_ATTR_STATE, state);
        writer.attributeString(IPVS_DAEMON_ATTR_MCAST_IFN, device);
        writer.attributeU32(IPVS_DAEMON_ATTR_SYNC_ID, id);
        maxLength.ifPresent(bytes -> writer.attributeU16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, bytes));
        group.ifPresent(address -> writer.attribute(
                address.family() == IpFamily.IPV4 ? IPVS_DAEMON_ATTR_MCAST_GROUP : IPVS_DAEMON_ATTR_MCAST_GROUP6,
                address.bytes()));
        port.ifPresent(number -> writer.attributeU16(IPVS_DAEMON_ATTR_MCAST_PORT, number));
        ttl.ifPresent(hops -> writer.attributeU8(IPVS_DAEMON_ATTR_MCAST_TTL, hops));
        writer.endNest(nest);
    }

    /// Reads one entry of a dump.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    public static IpvsDaemon parse(NetlinkMessage message) {
        NetlinkAttributes daemon = GenericFamily.attributes(message.payload())
                .nested(IPVS_CMD_ATTR_DAEMON)
                .orElseThrow(() -> new IllegalArgumentException("no sync daemon"));
        Optional<IpAddress> group = daemon.has(IPVS_DAEMON_ATTR_MCAST_GROUP)
                ? Optional.of(IpvsService.address(daemon, IPVS_DAEMON_ATTR_MCAST_GROUP, IpFamily.IPV4))
                : Optional.of(IPVS_DAEMON_ATTR_MCAST_GROUP6)
                        .filter(daemon::has)
                        .map(type -> IpvsService.address(daemon, type, IpFamily.IPV6));
        return new IpvsDaemon(
                daemon.u32(IPVS_DAEMON_ATTR_STATE).orElse(0),
                daemon.string(IPVS_DAEMON_ATTR_MCAST_IFN).orElse(""),
                daemon.u32(IPVS_DAEMON_ATTR_SYNC_ID).orElse(0),
                daemon.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN),
                group,
                daemon.u16(IPVS_DAEMON_ATTR_MCAST_PORT),
                daemon.u8(IPVS_DAEMON_ATTR_MCAST_TTL));
    }
}
