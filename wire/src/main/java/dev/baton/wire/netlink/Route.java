package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_DST;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_GATEWAY;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_OIF;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_PREFSRC;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_PRIORITY;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_TABLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_VIA;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTN_BLACKHOLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTN_UNICAST;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTPROT_KEEPALIVED;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTPROT_STATIC;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_SCOPE_LINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_SCOPE_UNIVERSE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RT_TABLE_MAIN;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// A route (`struct rtmsg`).
///
/// @param destination host bits must be clear; length 0 is the default route
/// @param type `RTN_*`
/// @param table `RT_TABLE_*` or any number
/// @param protocol `RTPROT_*`, who put it there
/// @param scope `RT_SCOPE_*`
/// @param interfaceIndex the device; empty for a blackhole and its like
/// @param source the source address that it suggests
/// @param metric less is better; empty lets the kernel choose
/// @param options whatever few routes have
public record Route(
        IpPrefix destination,
        int type,
        int table,
        int protocol,
        int scope,
        OptionalInt interfaceIndex,
        Optional<IpAddress> gateway,
        Optional<IpAddress> source,
        OptionalInt metric,
        RouteOptions options) {
    private static final int RTMSG_SIZE = 12;
    private static final int IP6_RT_PRIO_USER = 1024;

    /// A route without further options.
    public Route(
            IpPrefix destination,
            int type,
            int table,
            int protocol,
            int scope,
            OptionalInt interfaceIndex,
            Optional<IpAddress> gateway,
            Optional<IpAddress> source,
            OptionalInt metric) {
        this(destination, type, table, protocol, scope, interfaceIndex, gateway, source, metric, RouteOptions.NONE);
    }

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
        return new Route(
                destination, type, table, RTPROT_KEEPALIVED, scope, interfaceIndex, gateway, source, metric, options);
    }

    public Route inTable(int newTable) {
        return new Route(
                destination, type, newTable, protocol, scope, interfaceIndex, gateway, source, metric, options);
    }

    /// What the kernel tells routes of one family apart by. For IPv6 no metric means 1024, as the kernel has it.
    public Identity identity() {
        boolean ipv4 = destination.family() == IpFamily.IPV4;
        return new Identity(
                destination, table, ipv4 ? options.tos() : 0, metric.orElse(ipv4 ? 0 : IP6_RT_PRIO_USER), protocol);
    }

    /// See [#identity].
    public record Identity(IpPrefix destination, int table, int tos, int metric, int protocol) {}

    void write(NetlinkWriter writer) {
        writer.u8(RouteRequest.family(destination.family()))
                .u8(destination.length())
                .u8(options.from().map(IpPrefix::length).orElse(0))
                .u8(options.tos());
        writer.u8(Integer.compareUnsigned(table, 256) < 0 ? table : 0)
                .u8(protocol)
                .u8(scope)
                .u8(type)
                .u32(options.flags());
        if (destination.length() > 0) {
            writer.attribute(RTA_DST, destination.address().bytes());
        }
        writer.attributeU32(RTA_TABLE, table);
        gateway.ifPresent(address -> writeGateway(writer, destination.family(), address));
        source.ifPresent(address -> writer.attribute(RTA_PREFSRC, address.bytes()));
        interfaceIndex.ifPresent(index -> writer.attributeU32(RTA_OIF, index));
        metric.ifPresent(value -> writer.attributeU32(RTA_PRIORITY, value));
        options.write(writer, destination.family());
    }

    /// A gateway of the other family goes into an attribute of its own (`struct rtvia`).
    static void writeGateway(NetlinkWriter writer, IpFamily family, IpAddress gateway) {
        if (gateway.family() == family) {
            writer.attribute(RTA_GATEWAY, gateway.bytes());
        } else {
            byte[] address = gateway.bytes();
            writer.attribute(
                    RTA_VIA,
                    ByteBuffer.allocate(2 + address.length)
                            .order(ByteOrder.nativeOrder())
                            .putShort((short) RouteRequest.family(gateway.family()))
                            .put(address)
                            .array());
        }
    }

    /// Reads an `RTM_NEWROUTE`. Of the options only the type of service is read, which is part
    /// of its identity.
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
                attributes.u32(RTA_PRIORITY),
                RouteOptions.NONE.withTos(payload.get(3) & 0xff));
    }

    String describe(IntFunction<String> deviceName) {
        return destination
                + gateway.map(address -> " via " + address).orElse("")
                + (interfaceIndex.isPresent() ? " on " + deviceName.apply(interfaceIndex.getAsInt()) : "")
                + (table == RT_TABLE_MAIN ? "" : " in table " + Integer.toUnsignedString(table));
    }
}
