package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.FIB_RULE_INVERT;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_DPORT_RANGE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_DST;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FLOW;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FWMARK;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_FWMASK;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_GOTO;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_IIFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_IP_PROTO;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_L3MDEV;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_OIFNAME;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_PRIORITY;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_PROTOCOL;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SPORT_RANGE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SRC;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SUPPRESS_IFGROUP;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_SUPPRESS_PREFIXLEN;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_TABLE;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_TUN_ID;
import static dev.baton.wire.netlink.RtNetlinkConstants.FRA_UID_RANGE;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A routing rule (`struct fib_rule_hdr`). Two are equal if the kernel takes them for the same.
///
/// @param from an empty one matches everything, and so does [#to]
/// @param action `FR_ACT_*`
/// @param inverted the rule applies to what does not match
/// @param attributes the other `FRA_*` attributes as the kernel's bytes in hexadecimal
public record Rule(
        IpFamily family,
        Optional<IpPrefix> from,
        Optional<IpPrefix> to,
        int tos,
        int action,
        int table,
        boolean inverted,
        SortedMap<Integer, String> attributes) {
    private static final int HEADER_SIZE = 12;
    private static final int ATTRIBUTE_MAX = FRA_DPORT_RANGE;
    private static final String NONE_SUPPRESSED = "ffffffff";

    /// What the kernel writes for whatever nobody asked for.
    private static final SortedMap<Integer, String> DEFAULTS = new TreeMap<>(Map.of(
            FRA_SUPPRESS_PREFIXLEN, NONE_SUPPRESSED,
            FRA_SUPPRESS_IFGROUP, NONE_SUPPRESSED,
            FRA_L3MDEV, "00"));

    public Rule {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /// The order in which rules are looked at; the lowest first.
    public long preference() {
        return Optional.ofNullable(attributes.get(FRA_PRIORITY))
                .map(hex -> Integer.toUnsignedLong(nativeInt(hex)))
                .orElse(0L);
    }

    /// `FRA_PROTOCOL`, who put it there; 0 is not set.
    public int protocol() {
        return Optional.ofNullable(attributes.get(FRA_PROTOCOL))
                .map(hex -> Integer.parseInt(hex, 16))
                .orElse(0);
    }

    void write(NetlinkWriter writer) {
        writer.u8(RouteRequest.family(family))
                .u8(to.map(IpPrefix::length).orElse(0))
                .u8(from.map(IpPrefix::length).orElse(0))
                .u8(tos);
        writer.u8(Integer.compareUnsigned(table, 256) < 0 ? table : 0)
                .u8(0)
                .u8(0)
                .u8(action)
                .u32(inverted ? FIB_RULE_INVERT : 0);
        to.ifPresent(prefix -> writer.attribute(FRA_DST, prefix.address().bytes()));
        from.ifPresent(prefix -> writer.attribute(FRA_SRC, prefix.address().bytes()));
        if (table != 0) {
            writer.attributeU32(FRA_TABLE, table);
        }
        attributes.forEach((type, hex) -> writer.attribute(type, HexFormat.of().parseHex(hex)));
    }

    /// Reads an `RTM_NEWRULE`.
    ///
    /// @throws IllegalArgumentException if the message is too short
    public static Rule parse(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.limit() < HEADER_SIZE) {
            throw new IllegalArgumentException("struct fib_rule_hdr has " + payload.limit() + " bytes");
        }
        NetlinkAttributes all = new NetlinkAttributes(payload, HEADER_SIZE);
        SortedMap<Integer, String> others = new TreeMap<>();
        for (int type = 1; type <= ATTRIBUTE_MAX; type++) {
            if (isOwn(type)) {
                int number = type;
                all.bytes(type)
                        .map(bytes -> HexFormat.of().formatHex(bytes))
                        .filter(hex -> !hex.equals(DEFAULTS.get(number)))
                        .ifPresent(hex -> others.put(number, hex));
            }
        }
        return new Rule(
                payload.get(0) == RtNetlinkConstants.AF_INET ? IpFamily.IPV4 : IpFamily.IPV6,
                prefix(all, FRA_SRC, payload.get(2) & 0xff),
                prefix(all, FRA_DST, payload.get(1) & 0xff),
                payload.get(3) & 0xff,
                payload.get(7) & 0xff,
                all.u32(FRA_TABLE).orElse(payload.get(4) & 0xff),
                (payload.getInt(8) & FIB_RULE_INVERT) != 0,
                others);
    }

    private static Optional<IpPrefix> prefix(NetlinkAttributes attributes, int type, int length) {
        return attributes.bytes(type).map(bytes -> new IpPrefix(IpAddress.of(bytes), length));
    }

    private static boolean isOwn(int type) {
        return switch (type) {
            case FRA_IIFNAME,
                    FRA_OIFNAME,
                    FRA_GOTO,
                    FRA_PRIORITY,
                    FRA_FWMARK,
                    FRA_FWMASK,
                    FRA_FLOW,
                    FRA_TUN_ID,
                    FRA_SUPPRESS_IFGROUP,
                    FRA_SUPPRESS_PREFIXLEN,
                    FRA_L3MDEV,
                    FRA_UID_RANGE,
                    FRA_PROTOCOL,
                    FRA_IP_PROTO,
                    FRA_SPORT_RANGE,
                    FRA_DPORT_RANGE -> true;
            default -> false;
        };
    }

    private static int nativeInt(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex))
                .order(ByteOrder.nativeOrder())
                .getInt();
    }

    String describe() {
        return preference() + ": from " + from.map(IpPrefix::toString).orElse("all")
                + to.map(prefix -> " to " + prefix).orElse("")
                + (table == 0 ? "" : " table " + Integer.toUnsignedString(table));
    }
}
