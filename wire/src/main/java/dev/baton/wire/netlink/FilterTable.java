package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NfTablesConstants.NFPROTO_IPV4;
import static dev.baton.wire.netlink.NfTablesConstants.NFPROTO_IPV6;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_META_IIF;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_META_L4PROTO;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_META_OIF;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_PAYLOAD_NETWORK_HEADER;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_PAYLOAD_TRANSPORT_HEADER;
import static dev.baton.wire.netlink.NfTablesConstants.NF_ACCEPT;
import static dev.baton.wire.netlink.NfTablesConstants.NF_DROP;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_LOCAL_IN;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_LOCAL_OUT;
import static dev.baton.wire.netlink.NfTablesConstants.TYPE_IFINDEX;
import static dev.baton.wire.netlink.NfTablesConstants.TYPE_IP6ADDR;
import static dev.baton.wire.netlink.NfTablesConstants.TYPE_IP6ADDR_IFINDEX;
import static dev.baton.wire.netlink.NfTablesConstants.TYPE_IPADDR;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.netlink.NftBatch.Element;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/// The table that keeps packets from virtual addresses that are not to be answered for, and keeps the membership
/// reports of macvlans from teaching switches their MAC addresses:
///
/// ```
/// table ip NAME {
///   map vmac_map { type iface_index : iface_index; elements = { "vrrp.51" : "eth0" } }
///   set vips { type ipv4_addr; elements = { 10.0.0.100 } }
///   chain out {
///     type filter hook output priority PRIORITY;
///     ip protocol igmp dup to ip daddr device oif map @vmac_map drop
///     ip saddr @vips drop
///   }
///   chain in { type filter hook input priority PRIORITY; ip daddr @vips drop }
/// }
/// ```
/// For IPv6 the reports are MLD's, router solicitations of macvlans are dropped, neighbour discovery is let through,
/// and link-local addresses are told apart by their interface. What there is nothing to say about is left out.
///
/// @param priority of both chains
/// @param counters whether each rule counts its packets
/// @param hidden addresses for which this host is not to answer
/// @param hiddenOnLink the same for IPv6 link-local ones, with the index of the interface
/// @param macvlans the index of each macvlan with that of its base
public record FilterTable(
        IpFamily family,
        String name,
        int priority,
        boolean counters,
        List<IpAddress> hidden,
        List<OnLink> hiddenOnLink,
        Map<Integer, Integer> macvlans)
        implements NftTable {
    /// A link-local address on one interface.
    public record OnLink(IpAddress address, int interfaceIndex) {}

    private static final String IN = "in";
    private static final String OUT = "out";
    private static final String MACVLANS = "vmac_map";
    private static final String ADDRESSES = "vips";
    private static final String LINK_LOCAL = "vips_link_local";

    private static final int IPPROTO_IGMP = 2;
    private static final int IPPROTO_ICMPV6 = 58;
    /// ICMPv6 types: RFC 4861 and, for the last, RFC 3810.
    private static final int ROUTER_SOLICITATION = 133;

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;
    private static final int MLD2_REPORT = 143;

    private static final int IP_PROTOCOL_OFFSET = 9;

    public FilterTable {
        hidden = List.copyOf(hidden);
        hiddenOnLink = List.copyOf(hiddenOnLink);
        macvlans = Map.copyOf(macvlans);
    }

    /// True if there is nothing for it to do.
    public boolean isEmpty() {
        return hidden.isEmpty() && hiddenOnLink.isEmpty() && macvlans.isEmpty();
    }

    @Override
    public int writeReplacement(NetlinkWriter writer, int firstSequence) {
        NftBatch batch = new NftBatch(writer, firstSequence, protocol(), name)
                .removeTable()
                .addTable()
                .addChain(OUT, "filter", NF_INET_LOCAL_OUT, priority)
                .addChain(IN, "filter", NF_INET_LOCAL_IN, priority);
        if (!macvlans.isEmpty()) {
            batch.addSet(
                    MACVLANS,
                    TYPE_IFINDEX,
                    TYPE_IFINDEX,
                    macvlans.entrySet().stream()
                            .map(each -> Element.of(index(each.getKey()), index(each.getValue())))
                            .toList());
            addReportRules(batch);
        }
        if (family == IpFamily.IPV6 && !(hidden.isEmpty() && hiddenOnLink.isEmpty())) {
            for (String chain : List.of(OUT, IN)) {
                addIcmpRule(batch, chain, NEIGHBOUR_SOLICITATION);
                addIcmpRule(batch, chain, NEIGHBOUR_ADVERTISEMENT);
            }
        }
        addHidden(batch);
        return batch.end();
    }

    @Override
    public int writeRemoval(NetlinkWriter writer, int firstSequence) {
        return new NftBatch(writer, firstSequence, protocol(), name)
                .removeTable()
                .end();
    }

    private int protocol() {
        return switch (family) {
            case IPV4 -> NFPROTO_IPV4;
            case IPV6 -> NFPROTO_IPV6;
        };
    }

    /// A report leaves from the base instead: its MAC address is nobody else's.
    private void addReportRules(NftBatch batch) {
        batch.addRule(
                OUT,
                rule -> end(
                        ifReport(rule)
                                .load(NFT_PAYLOAD_NETWORK_HEADER, destinationOffset(), addressLength())
                                .loadMetaBehind(NFT_META_OIF)
                                .mapSecond(MACVLANS)
                                .duplicate(),
                        NF_DROP));
        if (family == IpFamily.IPV6) {
            batch.addRule(
                    OUT,
                    rule -> end(
                            ifIcmp(rule, ROUTER_SOLICITATION)
                                    .loadMeta(NFT_META_OIF)
                                    .ifIn(MACVLANS),
                            NF_DROP));
        }
    }

    private NftRule ifReport(NftRule rule) {
        return switch (family) {
            case IPV4 ->
                rule.load(NFT_PAYLOAD_NETWORK_HEADER, IP_PROTOCOL_OFFSET, 1).ifEqual((byte) IPPROTO_IGMP);
            case IPV6 -> ifIcmp(rule, MLD2_REPORT);
        };
    }

    private static NftRule ifIcmp(NftRule rule, int type) {
        return rule.loadMeta(NFT_META_L4PROTO)
                .ifEqual((byte) IPPROTO_ICMPV6)
                .load(NFT_PAYLOAD_TRANSPORT_HEADER, 0, 1)
                .ifEqual((byte) type);
    }

    private void addIcmpRule(NftBatch batch, String chain, int type) {
        batch.addRule(chain, rule -> end(ifIcmp(rule, type), NF_ACCEPT));
    }

    private void addHidden(NftBatch batch) {
        if (!hidden.isEmpty()) {
            int type = family == IpFamily.IPV4 ? TYPE_IPADDR : TYPE_IP6ADDR;
            batch.addSet(
                    ADDRESSES,
                    type,
                    0,
                    hidden.stream().map(address -> Element.of(address.bytes())).toList());
            batch.addRule(OUT, rule -> end(loadSource(rule).ifIn(ADDRESSES), NF_DROP));
            batch.addRule(IN, rule -> end(loadDestination(rule).ifIn(ADDRESSES), NF_DROP));
        }
        if (!hiddenOnLink.isEmpty()) {
            batch.addSet(
                    LINK_LOCAL,
                    TYPE_IP6ADDR_IFINDEX,
                    0,
                    hiddenOnLink.stream()
                            .map(each -> Element.of(concatenated(each)))
                            .toList());
            batch.addRule(
                    OUT,
                    rule -> end(loadSource(rule).loadMetaBehind(NFT_META_OIF).ifIn(LINK_LOCAL), NF_DROP));
            batch.addRule(
                    IN,
                    rule -> end(
                            loadDestination(rule).loadMetaBehind(NFT_META_IIF).ifIn(LINK_LOCAL), NF_DROP));
        }
    }

    private NftRule loadSource(NftRule rule) {
        return rule.load(NFT_PAYLOAD_NETWORK_HEADER, destinationOffset() - addressLength(), addressLength());
    }

    private NftRule loadDestination(NftRule rule) {
        return rule.load(NFT_PAYLOAD_NETWORK_HEADER, destinationOffset(), addressLength());
    }

    private int destinationOffset() {
        return family == IpFamily.IPV4 ? 16 : 24;
    }

    private int addressLength() {
        return family.bits() / 8;
    }

    private void end(NftRule rule, int verdict) {
        (counters ? rule.count() : rule).verdict(verdict);
    }

    private static byte[] concatenated(OnLink each) {
        return ByteBuffer.allocate(20)
                .put(each.address().bytes())
                .put(index(each.interfaceIndex()))
                .array();
    }

    private static byte[] index(int interfaceIndex) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(interfaceIndex)
                .array();
    }
}
