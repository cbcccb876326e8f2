package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NfTablesConstants.NFPROTO_IPV4;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_DNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_SNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_PAYLOAD_NETWORK_HEADER;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_POST_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_PRE_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_DST;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_SRC;

import dev.baton.model.Ipv4Address;
import java.util.List;

/// A table that translates addresses one to one:
///
/// ```
/// table ip NAME {
///   chain prerouting  { type nat hook prerouting  priority dstnat; ip daddr OUTSIDE dnat to INSIDE }
///   chain postrouting { type nat hook postrouting priority srcnat; ip saddr INSIDE snat to OUTSIDE }
/// }
/// ```
public record NatTable(String name, List<Translation> translations) implements NftTable {
    /// One pair of addresses, each standing for the other.
    public record Translation(Ipv4Address outside, Ipv4Address inside) {}

    private static final int IP_SOURCE_OFFSET = 12;
    private static final int IP_DESTINATION_OFFSET = 16;
    private static final String PREROUTING = "prerouting";
    private static final String POSTROUTING = "postrouting";

    public NatTable {
        translations = List.copyOf(translations);
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
        return batch.end();
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
