package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_APPEND;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_CREATE;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_MSG_BATCH_BEGIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_MSG_BATCH_END;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_SUBSYS_NFTABLES;
import static dev.baton.wire.netlink.NfTablesConstants.NFPROTO_IPV4;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_HOOK;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_OP;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_SREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_DATA_VALUE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_EXPR_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_EXPR_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_HOOK_HOOKNUM;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_HOOK_PRIORITY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_IMMEDIATE_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_IMMEDIATE_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LIST_ELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_FAMILY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_REG_ADDR_MIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_BASE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_LEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_OFFSET;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_CHAIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_EXPRESSIONS;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_TABLE_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_CMP_EQ;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_DELTABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWCHAIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWRULE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWTABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_DNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_NAT_SNAT;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_PAYLOAD_NETWORK_HEADER;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_REG_1;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_POST_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_INET_PRE_ROUTING;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_DST;
import static dev.baton.wire.netlink.NfTablesConstants.NF_IP_PRI_NAT_SRC;

import dev.baton.model.Ipv4Address;
import java.util.List;

/// One nf_tables table that translates addresses one to one, as the messages of one transaction:
///
/// ```
/// table ip NAME {
///   chain prerouting  { type nat hook prerouting  priority dstnat; ip daddr OUTSIDE dnat to INSIDE }
///   chain postrouting { type nat hook postrouting priority srcnat; ip saddr INSIDE snat to OUTSIDE }
/// }
/// ```
/// The table belongs to whoever uses its name; other tables are left alone.
public record NatTable(String name, List<Translation> translations) {
    /// One pair of addresses, each standing for the other.
    public record Translation(Ipv4Address outside, Ipv4Address inside) {}

    private static final int IP_SOURCE_OFFSET = 12;
    private static final int IP_DESTINATION_OFFSET = 16;
    private static final String PREROUTING = "prerouting";
    private static final String POSTROUTING = "postrouting";

    public NatTable {
        translations = List.copyOf(translations);
    }

    /// Writes the transaction that makes the table what it is here, whether there was one or not.
    ///
    /// @return the first sequence number that it has not used
    public int writeReplacement(NetlinkWriter writer, int firstSequence) {
        Transaction transaction = new Transaction(writer, firstSequence);
        transaction.begin();
        // A deletion must find a table, and an addition of one that is there changes nothing.
        writeTable(transaction, NFT_MSG_NEWTABLE, NLM_F_CREATE);
        writeTable(transaction, NFT_MSG_DELTABLE, 0);
        writeTable(transaction, NFT_MSG_NEWTABLE, NLM_F_CREATE);
        writeChain(transaction, PREROUTING, NF_INET_PRE_ROUTING, NF_IP_PRI_NAT_DST);
        writeChain(transaction, POSTROUTING, NF_INET_POST_ROUTING, NF_IP_PRI_NAT_SRC);
        for (Translation each : translations) {
            Rewrite inward = new Rewrite(IP_DESTINATION_OFFSET, each.outside(), NFT_NAT_DNAT, each.inside());
            Rewrite outward = new Rewrite(IP_SOURCE_OFFSET, each.inside(), NFT_NAT_SNAT, each.outside());
            writeRule(transaction, PREROUTING, inward);
            writeRule(transaction, POSTROUTING, outward);
        }
        return transaction.end();
    }

    /// Writes the transaction that removes the table, whether there is one or not.
    ///
    /// @return the first sequence number that it has not used
    public int writeRemoval(NetlinkWriter writer, int firstSequence) {
        Transaction transaction = new Transaction(writer, firstSequence);
        transaction.begin();
        writeTable(transaction, NFT_MSG_NEWTABLE, NLM_F_CREATE);
        writeTable(transaction, NFT_MSG_DELTABLE, 0);
        return transaction.end();
    }

    private void writeTable(Transaction transaction, int type, int flags) {
        transaction.message(type, flags).attributeString(NFTA_TABLE_NAME, name).end();
    }

    private void writeChain(Transaction transaction, String chain, int hook, int priority) {
        NetlinkWriter writer = transaction.message(NFT_MSG_NEWCHAIN, NLM_F_CREATE);
        writer.attributeString(NFTA_CHAIN_TABLE, name).attributeString(NFTA_CHAIN_NAME, chain);
        int nest = writer.beginNest(NFTA_CHAIN_HOOK);
        writer.attributeU32Be(NFTA_HOOK_HOOKNUM, hook).attributeU32Be(NFTA_HOOK_PRIORITY, priority);
        writer.endNest(nest).attributeString(NFTA_CHAIN_TYPE, "nat").end();
    }

    /// If the address at `offset` of the IP header is `from`, translate it to `to`.
    private record Rewrite(int offset, Ipv4Address from, int kind, Ipv4Address to) {}

    private void writeRule(Transaction transaction, String chain, Rewrite rewrite) {
        NetlinkWriter writer = transaction.message(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND);
        writer.attributeString(NFTA_RULE_TABLE, name).attributeString(NFTA_RULE_CHAIN, chain);
        int expressions = writer.beginNest(NFTA_RULE_EXPRESSIONS);
        expression(
                writer,
                "payload",
                () -> writer.attributeU32Be(NFTA_PAYLOAD_DREG, NFT_REG_1)
                        .attributeU32Be(NFTA_PAYLOAD_BASE, NFT_PAYLOAD_NETWORK_HEADER)
                        .attributeU32Be(NFTA_PAYLOAD_OFFSET, rewrite.offset())
                        .attributeU32Be(NFTA_PAYLOAD_LEN, 4));
        expression(writer, "cmp", () -> {
            writer.attributeU32Be(NFTA_CMP_SREG, NFT_REG_1).attributeU32Be(NFTA_CMP_OP, NFT_CMP_EQ);
            value(writer, NFTA_CMP_DATA, rewrite.from());
        });
        expression(writer, "immediate", () -> {
            writer.attributeU32Be(NFTA_IMMEDIATE_DREG, NFT_REG_1);
            value(writer, NFTA_IMMEDIATE_DATA, rewrite.to());
        });
        expression(
                writer,
                "nat",
                () -> writer.attributeU32Be(NFTA_NAT_TYPE, rewrite.kind())
                        .attributeU32Be(NFTA_NAT_FAMILY, NFPROTO_IPV4)
                        .attributeU32Be(NFTA_NAT_REG_ADDR_MIN, NFT_REG_1));
        writer.endNest(expressions).end();
    }

    private static void expression(NetlinkWriter writer, String kind, Runnable data) {
        int element = writer.beginNest(NFTA_LIST_ELEM);
        writer.attributeString(NFTA_EXPR_NAME, kind);
        int nest = writer.beginNest(NFTA_EXPR_DATA);
        data.run();
        writer.endNest(nest).endNest(element);
    }

    private static void value(NetlinkWriter writer, int type, Ipv4Address address) {
        int nest = writer.beginNest(type);
        writer.attribute(NFTA_DATA_VALUE, address.bytes()).endNest(nest);
    }

    /// Messages between `NFNL_MSG_BATCH_BEGIN` and `_END`: the kernel carries out all of them or none.
    private static final class Transaction {
        private final NetlinkWriter writer;
        private int sequence;
        private boolean asked;

        Transaction(NetlinkWriter writer, int firstSequence) {
            this.writer = writer;
            this.sequence = firstSequence;
        }

        void begin() {
            bracket(NFNL_MSG_BATCH_BEGIN);
        }

        int end() {
            bracket(NFNL_MSG_BATCH_END);
            return sequence;
        }

        private void bracket(int type) {
            // struct nfgenmsg: family, version, subsystem.
            writer.begin(type, NLM_F_REQUEST, sequence++);
            writer.u8(0).u8(0).u16Be(NFNL_SUBSYS_NFTABLES).end();
        }

        NetlinkWriter message(int type, int flags) {
            // One answer says that the whole transaction went through; a refusal is told without being asked
            // for.
            int acknowledge = asked ? 0 : NLM_F_ACK;
            asked = true;
            writer.begin((NFNL_SUBSYS_NFTABLES << 8) | type, NLM_F_REQUEST | acknowledge | flags, sequence++);
            return writer.u8(NFPROTO_IPV4).u8(0).u16Be(0);
        }
    }
}
