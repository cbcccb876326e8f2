package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_APPEND;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_CREATE;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_MSG_BATCH_BEGIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_MSG_BATCH_END;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_SUBSYS_NFTABLES;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_HOOK;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CHAIN_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_DATA_VALUE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_HOOK_HOOKNUM;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_HOOK_PRIORITY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LIST_ELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_CHAIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_EXPRESSIONS;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_DATA_LEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_DATA_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_KEY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_LIST_ELEMENTS;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_LIST_SET;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_LIST_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_FLAGS;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ID;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_KEY_LEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_KEY_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_USERDATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_TABLE_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_DELTABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWCHAIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWRULE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWSET;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWSETELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWTABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_SET_MAP;
import static dev.baton.wire.netlink.NfTablesConstants.TYPE_IFINDEX;

import dev.baton.wire.ByteView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/// Writes one nf_tables transaction about one table: messages between `NFNL_MSG_BATCH_BEGIN` and `_END`, of which the
/// kernel carries out all or none.
final class NftBatch {
    /// An attribute holds 65,535 bytes, of which an element takes 60 at most.
    private static final int ELEMENTS_MAX = 1000;

    /// Tells the `nft` program that keys and values are numbers in the machine's order (`NFTNL_UDATA_SET_KEYBYTEORDER`
    /// and `NFTNL_UDATA_SET_DATABYTEORDER` of libnftnl): type, length and the number 1 for each.
    private static final byte[] HOST_ORDER = ByteBuffer.allocate(12)
            .order(ByteOrder.nativeOrder())
            .put((byte) 0)
            .put((byte) 4)
            .putInt(1)
            .put((byte) 1)
            .put((byte) 4)
            .putInt(1)
            .array();

    private final NetlinkWriter writer;
    private final int family;
    private final String table;
    private int sequence;
    private int sets;
    private boolean asked;

    NftBatch(NetlinkWriter writer, int firstSequence, int family, String table) {
        this.writer = writer;
        this.sequence = firstSequence;
        this.family = family;
        this.table = table;
        bracket(NFNL_MSG_BATCH_BEGIN);
    }

    /// Ends the transaction; returns the first sequence number that it has not used.
    int end() {
        bracket(NFNL_MSG_BATCH_END);
        return sequence;
    }

    private void bracket(int type) {
        // struct nfgenmsg: family, version, subsystem.
        writer.begin(type, NLM_F_REQUEST, sequence++);
        writer.u8(0).u8(0).u16Be(NFNL_SUBSYS_NFTABLES).end();
    }

    private NetlinkWriter message(int type, int flags) {
        // One answer says that the whole transaction went through; a refusal is told without being asked for.
        int acknowledge = asked ? 0 : NLM_F_ACK;
        asked = true;
        writer.begin((NFNL_SUBSYS_NFTABLES << 8) | type, NLM_F_REQUEST | acknowledge | flags, sequence++);
        return writer.u8(family).u8(0).u16Be(0);
    }

    /// The table goes, whether there is one or not.
    NftBatch removeTable() {
        // A deletion must find a table, and an addition of one that is there changes nothing.
        table(NFT_MSG_NEWTABLE, NLM_F_CREATE);
        table(NFT_MSG_DELTABLE, 0);
        return this;
    }

    NftBatch addTable() {
        table(NFT_MSG_NEWTABLE, NLM_F_CREATE);
        return this;
    }

    private void table(int type, int flags) {
        message(type, flags).attributeString(NFTA_TABLE_NAME, table).end();
    }

    /// A chain that packets come through at a hook of the network stack.
    ///
    /// @param type `filter` or `nat`
    NftBatch addChain(String chain, String type, int hook, int priority) {
        message(NFT_MSG_NEWCHAIN, NLM_F_CREATE)
                .attributeString(NFTA_CHAIN_TABLE, table)
                .attributeString(NFTA_CHAIN_NAME, chain);
        int nest = writer.beginNest(NFTA_CHAIN_HOOK);
        writer.attributeU32Be(NFTA_HOOK_HOOKNUM, hook).attributeU32Be(NFTA_HOOK_PRIORITY, priority);
        writer.endNest(nest).attributeString(NFTA_CHAIN_TYPE, type).end();
        return this;
    }

    /// One element of a set; `value` is empty unless the set is a map.
    record Element(ByteView key, ByteView value) {
        static Element of(byte[] key) {
            return new Element(ByteView.of(key), ByteView.of(new byte[0]));
        }

        static Element of(byte[] key, byte[] value) {
            return new Element(ByteView.of(key), ByteView.of(value));
        }
    }

    /// A set, or a map if `valueType` is not 0, with its elements.
    NftBatch addSet(String set, int keyType, int valueType, List<Element> elements) {
        message(NFT_MSG_NEWSET, NLM_F_CREATE)
                .attributeString(NFTA_SET_TABLE, table)
                .attributeString(NFTA_SET_NAME, set)
                .attributeU32Be(NFTA_SET_FLAGS, valueType == 0 ? 0 : NFT_SET_MAP)
                .attributeU32Be(NFTA_SET_KEY_TYPE, keyType)
                .attributeU32Be(NFTA_SET_KEY_LEN, elements.getFirst().key().length());
        if (valueType != 0) {
            writer.attributeU32Be(NFTA_SET_DATA_TYPE, valueType)
                    .attributeU32Be(
                            NFTA_SET_DATA_LEN, elements.getFirst().value().length());
        }
        if (keyType == TYPE_IFINDEX) {
            writer.attribute(NFTA_SET_USERDATA, HOST_ORDER);
        }
        writer.attributeU32Be(NFTA_SET_ID, ++sets).end();
        for (int from = 0; from < elements.size(); from += ELEMENTS_MAX) {
            addElements(set, elements.subList(from, Math.min(elements.size(), from + ELEMENTS_MAX)));
        }
        return this;
    }

    private void addElements(String set, List<Element> elements) {
        message(NFT_MSG_NEWSETELEM, NLM_F_CREATE)
                .attributeString(NFTA_SET_ELEM_LIST_TABLE, table)
                .attributeString(NFTA_SET_ELEM_LIST_SET, set);
        int list = writer.beginNest(NFTA_SET_ELEM_LIST_ELEMENTS);
        for (Element element : elements) {
            int nest = writer.beginNest(NFTA_LIST_ELEM);
            value(writer, NFTA_SET_ELEM_KEY, element.key().copy());
            if (element.value().length() > 0) {
                value(writer, NFTA_SET_ELEM_DATA, element.value().copy());
            }
            writer.endNest(nest);
        }
        writer.endNest(list).end();
    }

    /// A rule at the end of a chain.
    NftBatch addRule(String chain, Consumer<NftRule> rule) {
        message(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND)
                .attributeString(NFTA_RULE_TABLE, table)
                .attributeString(NFTA_RULE_CHAIN, chain);
        int expressions = writer.beginNest(NFTA_RULE_EXPRESSIONS);
        rule.accept(new NftRule(writer));
        writer.endNest(expressions).end();
        return this;
    }

    static void value(NetlinkWriter writer, int type, byte[] bytes) {
        int nest = writer.beginNest(type);
        writer.attribute(NFTA_DATA_VALUE, bytes).endNest(nest);
    }
}
