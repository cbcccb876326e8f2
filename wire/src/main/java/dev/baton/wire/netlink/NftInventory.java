package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_DUMP;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;
import static dev.baton.wire.netlink.NfTablesConstants.NFNL_SUBSYS_NFTABLES;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_GEN_ID;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_GEN_PROC_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_GEN_PROC_PID;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_CHAIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_RULE_TABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_SET_ELEM_LIST_SET;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_TABLE_HANDLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_TABLE_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_TABLE_USE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_DELSETELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_GETGEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_GETRULE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_GETTABLE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWGEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWRULE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWSETELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_MSG_NEWTABLE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Questions about a table of nf_tables, and their answers: enough to notice that somebody else has been at it.
public final class NftInventory {
    /// `struct nfgenmsg`
    private static final int HEADER_SIZE = 4;

    private NftInventory() {}

    /// A table as it is.
    ///
    /// @param handle a number that no other table of this name has had
    /// @param objects the chains, sets and objects in it
    public record Table(long handle, int objects) {}

    /// Asks for a table; answered by one message, or by an error.
    public static void writeTableRequest(NetlinkWriter writer, int sequence, int family, String table) {
        begin(writer, NFT_MSG_GETTABLE, NLM_F_REQUEST, sequence, family);
        writer.attributeString(NFTA_TABLE_NAME, table).end();
    }

    /// Asks for the rules of a chain; answered by a dump.
    public static void writeRulesRequest(NetlinkWriter writer, int sequence, int family, String table, String chain) {
        begin(writer, NFT_MSG_GETRULE, NLM_F_REQUEST | NLM_F_DUMP, sequence, family);
        writer.attributeString(NFTA_RULE_TABLE, table)
                .attributeString(NFTA_RULE_CHAIN, chain)
                .end();
    }

    private static void begin(NetlinkWriter writer, int type, int flags, int sequence, int family) {
        writer.begin((NFNL_SUBSYS_NFTABLES << 8) | type, flags, sequence);
        writer.u8(family).u8(0).u16Be(0);
    }

    /// The table that a message tells of; empty for other messages.
    public static Optional<Table> table(NetlinkMessage message) {
        if (message.type() != ((NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_NEWTABLE)) {
            return Optional.empty();
        }
        NetlinkAttributes attributes = new NetlinkAttributes(message.payload(), HEADER_SIZE);
        return attributes
                .bytes(NFTA_TABLE_HANDLE)
                .filter(bytes -> bytes.length == Long.BYTES)
                .map(handle -> new Table(
                        ByteBuffer.wrap(handle).getLong(),
                        attributes
                                .bytes(NFTA_TABLE_USE)
                                .map(use -> ByteBuffer.wrap(use)
                                        .order(ByteOrder.BIG_ENDIAN)
                                        .getInt())
                                .orElse(0)));
    }

    /// Asks for the ruleset's generation; answered by one message.
    public static void writeGenerationRequest(NetlinkWriter writer, int sequence) {
        begin(writer, NFT_MSG_GETGEN, NLM_F_REQUEST, sequence, 0);
        writer.end();
    }

    /// The generation of the ruleset after a transaction, and who made it.
    ///
    /// @param by the program and its process; empty if the kernel does not say
    public record Generation(int number, String by) {}

    /// The generation that a message tells of; empty for other messages.
    public static Optional<Generation> generation(NetlinkMessage message) {
        if (message.type() != ((NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_NEWGEN)) {
            return Optional.empty();
        }
        NetlinkAttributes attributes = new NetlinkAttributes(message.payload(), HEADER_SIZE);
        String by = attributes
                .string(NFTA_GEN_PROC_NAME)
                .map(name -> name + ", process " + number(attributes, NFTA_GEN_PROC_PID))
                .orElse("");
        return Optional.of(new Generation(number(attributes, NFTA_GEN_ID), by));
    }

    private static int number(NetlinkAttributes attributes, int type) {
        return attributes
                .bytes(type)
                .filter(bytes -> bytes.length == Integer.BYTES)
                .map(bytes -> ByteBuffer.wrap(bytes).getInt())
                .orElse(0);
    }

    /// True if a notice tells of a change in this table.
    ///
    /// @param ignored elements of sets whose names begin so do not count
    public static boolean concerns(NetlinkMessage message, int family, String table, String ignored) {
        int type = message.type() & 0xff;
        if (message.type() >> 8 != NFNL_SUBSYS_NFTABLES
                || type == NFT_MSG_NEWGEN
                || message.payload().limit() < HEADER_SIZE
                || (message.payload().get(0) & 0xff) != family) {
            return false;
        }
        // The table's name is the first attribute of every kind of message.
        NetlinkAttributes attributes = new NetlinkAttributes(message.payload(), HEADER_SIZE);
        boolean isElement = type == NFT_MSG_NEWSETELEM || type == NFT_MSG_DELSETELEM;
        return attributes.string(NFTA_TABLE_NAME).filter(table::equals).isPresent()
                && !(isElement
                        && attributes
                                .string(NFTA_SET_ELEM_LIST_SET)
                                .filter(set -> set.startsWith(ignored))
                                .isPresent());
    }

    /// True for each rule of a dump.
    public static boolean isRule(NetlinkMessage message) {
        return message.type() == ((NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_NEWRULE);
    }
}
