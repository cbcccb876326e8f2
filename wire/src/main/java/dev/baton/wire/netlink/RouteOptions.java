package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.RtNetlinkConstants.RTAX_CC_ALGO;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_ENCAP;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_ENCAP_TYPE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_EXPIRES;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_FLOW;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_METRICS;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_MULTIPATH;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_PREF;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_SRC;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTA_TTL_PROPAGATE;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.wire.ByteView;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What few routes have.
///
/// @param flags `RTNH_F_*`
/// @param from only packets from there (IPv6)
/// @param realms `from << 16 | to`
/// @param metrics `RTAX_*` to value
/// @param congestion the name of the congestion control (`RTAX_CC_ALGO`)
/// @param hops several ways to go; none if the route itself names its way
/// @param preference `ICMPV6_ROUTER_PREF_*`
/// @param expires seconds until the route goes away (IPv6)
/// @param ttlPropagate 1 or 0
public record RouteOptions(
        int tos,
        int flags,
        Optional<IpPrefix> from,
        OptionalInt realms,
        SortedMap<Integer, Integer> metrics,
        Optional<String> congestion,
        Optional<Encapsulation> encapsulation,
        List<NextHop> hops,
        OptionalInt preference,
        OptionalInt expires,
        OptionalInt ttlPropagate) {
    public static final RouteOptions NONE = new RouteOptions(
            0,
            0,
            Optional.empty(),
            OptionalInt.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    public RouteOptions {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        hops = List.copyOf(hops);
    }

    /// One of several ways to go.
    ///
    /// @param weight 1 to 256, its share of the flows
    public record NextHop(
            Optional<IpAddress> gateway,
            OptionalInt interfaceIndex,
            int weight,
            int flags,
            OptionalInt realms,
            Optional<Encapsulation> encapsulation) {}

    /// What packets are wrapped in (`RTA_ENCAP`).
    ///
    /// @param type `LWTUNNEL_ENCAP_*`
    /// @param attributes that type's attributes
    public record Encapsulation(int type, SortedMap<Integer, ByteView> attributes) {
        public static final int MPLS = 1;
        public static final int IP = 2;
        public static final int ILA = 3;
        public static final int IP6 = 4;

        public Encapsulation {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }

        void write(NetlinkWriter writer) {
            writer.attributeU16(RTA_ENCAP_TYPE, type);
            int nest = writer.beginNest(RTA_ENCAP);
            attributes.forEach((number, value) -> writer.attribute(number, value.copy()));
            writer.endNest(nest);
        }
    }

    public RouteOptions withTos(int newTos) {
        return new RouteOptions(
                newTos,
                flags,
                from,
                realms,
                metrics,
                congestion,
                encapsulation,
                hops,
                preference,
                expires,
                ttlPropagate);
    }

    void write(NetlinkWriter writer, IpFamily family) {
        from.ifPresent(prefix -> writer.attribute(RTA_SRC, prefix.address().bytes()));
        realms.ifPresent(value -> writer.attributeU32(RTA_FLOW, value));
        writeMetrics(writer);
        encapsulation.ifPresent(each -> each.write(writer));
        preference.ifPresent(value -> writer.attributeU8(RTA_PREF, value));
        expires.ifPresent(value -> writer.attributeU32(RTA_EXPIRES, value));
        ttlPropagate.ifPresent(value -> writer.attributeU8(RTA_TTL_PROPAGATE, value));
        if (!hops.isEmpty()) {
            int nest = writer.beginPlainNest(RTA_MULTIPATH);
            hops.forEach(hop -> write(writer, family, hop));
            writer.endNest(nest);
        }
    }

    private void writeMetrics(NetlinkWriter writer) {
        if (metrics.isEmpty() && congestion.isEmpty()) {
            return;
        }
        int nest = writer.beginPlainNest(RTA_METRICS);
        for (Map.Entry<Integer, Integer> metric : metrics.entrySet()) {
            writer.attributeU32(metric.getKey(), metric.getValue());
        }
        congestion.ifPresent(name -> writer.attributeString(RTAX_CC_ALGO, name));
        writer.endNest(nest);
    }

    private static void write(NetlinkWriter writer, IpFamily family, NextHop hop) {
        int start = writer.beginNextHop(
                hop.flags(), hop.weight() - 1, hop.interfaceIndex().orElse(0));
        hop.gateway().ifPresent(address -> Route.writeGateway(writer, family, address));
        hop.realms().ifPresent(value -> writer.attributeU32(RTA_FLOW, value));
        hop.encapsulation().ifPresent(each -> each.write(writer));
        writer.endNest(start);
    }
}
