package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NfTablesConstants.NFPROTO_IPV4;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_META_OIF;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_DNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_SNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_PAYLOAD_NETWORK_HEADER;
import static dev.baton.wire.netlink.NfTablesConstants.NF_ACCEPT;
import static dev.baton.wire.netlink.NfTablesConstants.NF_DROP;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_POST_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_PRE_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_DST;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_SRC;

import dev.baton.model.Ipv4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A table that translates addresses one to one, and sources many to one:
///
/// ```
/// table ip NAME {
///   chain prerouting  { type nat hook prerouting priority dstnat; ip daddr OUTSIDE dnat to INSIDE }
///   chain postrouting {
///     type nat hook postrouting priority srcnat
///     ip saddr INSIDE snat to OUTSIDE
///     ip saddr INSIDE/LENGTH oif BORDER snat to OUTSIDE
///   }
///   chain leaving     { type filter hook postrouting priority 101; oif BORDER ip saddr OUTSIDE accept; oif BORDER drop
/// }
/// }
/// ```
///
/// @param sources the longest prefix wins; a translation one to one wins over all of them
/// @param border the interface at which sources are translated, and which nothing untranslated may leave by; empty if
///     there is none, and then there are no sources
public record NatTable(String name, List<Translation> translations, List<SourceTranslation> sources, OptionalInt border)
        implements NftTable {
    /// One pair of addresses, each standing for the other.
    public record Translation(Ipv4Address outside, Ipv4Address inside) {}

    /// Many inside addresses for which one outside stands. Connections begin inside.
    ///
    /// @param inside any address of the network
    /// @param length of the network's prefix
    public record SourceTranslation(Ipv4Address inside, int length, Ipv4Address outside) {
        private byte[] mask() {
            int bits = length == 0 ? 0 : -1 << (Integer.SIZE - length);
            return ByteBuffer.allocate(Integer.BYTES).putInt(bits).array();
        }

        private byte[] network() {
            byte[] network = inside.bytes();
            byte[] mask = mask();
            for (int at = 0; at < network.length; at++) {
                network[at] &= mask[at];
            }
            return network;
        }
    }

    private static final int IP_SOURCE_OFFSET = 12;
    private static final int IP_DESTINATION_OFFSET = 16;
    private static final String PREROUTING = "prerouting";
    private static final String POSTROUTING = "postrouting";
    private static final String LEAVING = "leaving";

    public NatTable {
        translations = List.copyOf(translations);
        sources = List.copyOf(sources);
        if (border.isEmpty() && !sources.isEmpty()) {
            throw new IllegalArgumentException("sources are translated at a border");
        }
    }

    /// With translations one to one and nothing else.
    public NatTable(String name, List<Translation> translations) {
        this(name, translations, List.of(), OptionalInt.empty());
    }

    @Override
    public int writeReplacement(NetlinkWriter writer, int firstSequence) {
        NftBatch batch = new NftBatch(writer, firstSequence, NFPROTO_IPV4, name)
                .removeTable()
                .addTable()
                .addChain(PREROUTING, "nat", NF_INET_PRE_ROUTING, NF_IP_PRI_NAT_DST)
                .addChain(POSTROUTING, "nat", NF_INET_POST_ROUTING, NF_IP_PRI_NAT_SRC);
        for (Translation each : translations) {
            Rewrite inward = new Rewrite(IP_DESTINATION_OFFSET, each.outside(), NFT_NAT_DNAT, each.inside());
            Rewrite outward = new Rewrite(IP_SOURCE_OFFSET, each.inside(), NFT_NAT_SNAT, each.outside());
            batch.addRule(PREROUTING, inward::write).addRule(POSTROUTING, outward::write);
        }
        border.ifPresent(index -> guard(batch, index));
        return batch.end();
    }

    private void guard(NftBatch batch, int index) {
        byte[] oif = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(index)
                .array();
        sources.stream()
                .sorted(Comparator.comparingInt(SourceTranslation::length).reversed())
                .forEach(each -> batch.addRule(
                        POSTROUTING,
                        rule -> rule.load(NFT_PAYLOAD_NETWORK_HEADER, IP_SOURCE_OFFSET, 4)
                                .mask(each.mask())
                                .ifEqual(each.network())
                                .loadMeta(NFT_META_OIF)
                                .ifEqual(oif)
                                .loadConstant(each.outside().bytes())
                                .translate(NFT_NAT_SNAT, NFPROTO_IPV4)));
        // Not in the chain above: without any translation the kernel sends nothing through it.
        batch.addChain(LEAVING, "filter", NF_INET_POST_ROUTING, NF_IP_PRI_NAT_SRC + 1);
        Stream.concat(
                        translations.stream().map(Translation::outside),
                        sources.stream().map(SourceTranslation::outside))
                .distinct()
                .forEach(outside -> batch.addRule(
                        LEAVING,
                        rule -> rule.loadMeta(NFT_META_OIF)
                                .ifEqual(oif)
                                .load(NFT_PAYLOAD_NETWORK_HEADER, IP_SOURCE_OFFSET, 4)
                                .ifEqual(outside.bytes())
                                .verdict(NF_ACCEPT)));
        batch.addRule(LEAVING, rule -> rule.loadMeta(NFT_META_OIF).ifEqual(oif).verdict(NF_DROP));
    }

    @Override
    public int writeRemoval(NetlinkWriter writer, int firstSequence) {
        return new NftBatch(writer, firstSequence, NFPROTO_IPV4, name)
                .removeTable()
                .end();
    }

    /// If the address at `offset` of the IP header is `from`, translate it to `to`.
    private record Rewrite(int offset, Ipv4Address from, int kind, Ipv4Address to) {
        void write(NftRule rule) {
            rule.load(NFT_PAYLOAD_NETWORK_HEADER, offset, 4)
                    .ifEqual(from.bytes())
                    .loadConstant(to.bytes())
                    .translate(kind, NFPROTO_IPV4);
        }
    }
}
