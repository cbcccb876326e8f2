package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_DST;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_GATEWAY;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_OIF;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_PREFSRC;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_PRIORITY;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_TABLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTN_BLACKHOLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTN_UNICAST;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTPROT_KEEPALIVED;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTPROT_STATIC;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_SCOPE_LINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_SCOPE_UNIVERSE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_TABLE_MAIN;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// A route with at most one next hop (`struct rtmsg`).
///
/// @param destination host bits must be clear; length 0 is the default route
/// @param type `RTN_*`
/// @param table `RT_TABLE_*` or any number
/// @param protocol `RTPROT_*`, who put it there
/// @param scope `RT_SCOPE_*`
/// @param interfaceIndex the device; empty for a blackhole and its like
/// @param source the source address that it suggests
/// @param metric less is better; empty lets the kernel choose
public record Route(
        IpPrefix destination,
        int type,
        int table,
        int protocol,
        int scope,
        OptionalInt interfaceIndex,
        Optional<IpAddress> gateway,
        Optional<IpAddress> source,
        OptionalInt metric) {
    private static final int RTMSG_SIZE = 12;

    /// To a destination that the device reaches directly, in the main table.
    public static Route onLink(IpPrefix destination, int interfaceIndex) {
        return new Route(
                destination,
                RTN_UNICAST,
                RT_TABLE_MAIN,
                RTPROT_STATIC,
                RT_SCOPE_LINK,
                OptionalInt.of(interfaceIndex),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// To a destination behind a gateway, in the main table.
    public static Route via(IpPrefix destination, IpAddress gateway, int interfaceIndex) {
        return new Route(
                destination,
                RTN_UNICAST,
                RT_TABLE_MAIN,
                RTPROT_STATIC,
                RT_SCOPE_UNIVERSE,
                OptionalInt.of(interfaceIndex),
                Optional.of(gateway),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// Drops whatever goes to the destination, without a word to the sender.
    public static Route blackhole(IpPrefix destination) {
        return new Route(
                destination,
                RTN_BLACKHOLE,
                RT_TABLE_MAIN,
                RTPROT_STATIC,
                RT_SCOPE_UNIVERSE,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// The same route marked as a VRRP daemon's.
    public Route ofKeepalived() {
        return new Route(destination, type, table, RTPROT_KEEPALIVED, scope, interfaceIndex, gateway, source, metric);
    }

    public Route inTable(int newTable) {
        return new Route(destination, type, newTable, protocol, scope, interfaceIndex, gateway, source, metric);
    }

    void write(NetlinkWriter writer) {
        writer.u8(RouteRequest.family(destination.family()))
                .u8(destination.length())
                .u8(0)
                .u8(0);
        writer.u8(Integer.compareUnsigned(table, 256) < 0 ? table : 0)
                .u8(protocol)
                .u8(scope)
                .u8(type)
                .u32(0);
        if (destination.length() > 0) {
            writer.attribute(RTA_DST, destination.address().bytes());
        }
        writer.attributeU32(RTA_TABLE, table);
        gateway.ifPresent(address -> writer.attribute(RTA_GATEWAY, address.bytes()));
        source.ifPresent(address -> writer.attribute(RTA_PREFSRC, address.bytes()));
        interfaceIndex.ifPresent(index -> writer.attributeU32(RTA_OIF, index));
        metric.ifPresent(value -> writer.attributeU32(RTA_PRIORITY, value));
    }

    /// Reads an `RTM_NEWROUTE`. Of a route with several next hops only the common part is read.
    ///
    /// @throws IllegalArgumentException if the message is too short
    public static Route parse(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.limit() < RTMSG_SIZE) {
            throw new IllegalArgumentException("struct rtmsg has " + payload.limit() + " bytes");
        }
        NetlinkAttributes attributes = new NetlinkAttributes(payload, RTMSG_SIZE);
        boolean ipv4 = payload.get(0) == RtNetlinkConstants.AF_INET;
        IpAddress destination =
                attributes.bytes(RTA_DST).map(IpAddress::of).orElseGet(() -> IpAddress.of(new byte[ipv4 ? 4 : 16]));
        return new Route(
                new IpPrefix(destination, payload.get(1) & 0xff),
                payload.get(7) & 0xff,
                attributes.u32(RTA_TABLE).orElse(payload.get(4) & 0xff),
                payload.get(5) & 0xff,
                payload.get(6) & 0xff,
                attributes.u32(RTA_OIF),
                attributes.bytes(RTA_GATEWAY).map(IpAddress::of),
                attributes.bytes(RTA_PREFSRC).map(IpAddress::of),
                attributes.u32(RTA_PRIORITY));
    }

    String describe(IntFunction<String> deviceName) {
        return destination
                + gateway.map(address -> " via " + address).orElse("")
                + (interfaceIndex.isPresent() ? " on " + deviceName.apply(interfaceIndex.getAsInt()) : "")
                + (table == RT_TABLE_MAIN ? "" : " in table " + Integer.toUnsignedString(table));
    }
}
