package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NfTablesConstants.NFTA_BITWISE_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_BITWISE_LEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_BITWISE_MASK;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_BITWISE_SREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_BITWISE_XOR;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_OP;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_CMP_SREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_DATA_VERDICT;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_DUP_SREG_ADDR;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_DUP_SREG_DEV;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_EXPR_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_EXPR_NAME;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_IMMEDIATE_DATA;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_IMMEDIATE_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LIST_ELEM;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LOOKUP_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LOOKUP_SET;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_LOOKUP_SREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_META_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_META_KEY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_FAMILY;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_REG_ADDR_MIN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_NAT_TYPE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_BASE;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_DREG;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_LEN;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_PAYLOAD_OFFSET;
import static dev.baton.wire.netlink.NfTablesConstants.NFTA_VERDICT_CODE;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_CMP_EQ;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_REG_1;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_REG_2;
import static dev.baton.wire.netlink.NfTablesConstants.NFT_REG_VERDICT;

/// Writes the expressions of one nf_tables rule, which the kernel runs one after another until one says no. Values pass
/// through registers of 16 bytes.
final class NftRule {
    private final NetlinkWriter writer;

    NftRule(NetlinkWriter writer) {
        this.writer = writer;
    }

    /// Bytes of the packet into the first register.
    ///
    /// @param base `NFT_PAYLOAD_*_HEADER`
    NftRule load(int base, int offset, int length) {
        return expression(
                "payload",
                () -> writer.attributeU32Be(NFTA_PAYLOAD_DREG, NFT_REG_1)
                        .attributeU32Be(NFTA_PAYLOAD_BASE, base)
                        .attributeU32Be(NFTA_PAYLOAD_OFFSET, offset)
                        .attributeU32Be(NFTA_PAYLOAD_LEN, length));
    }

    /// Something about the packet into the first register.
    ///
    /// @param key `NFT_META_*`
    NftRule loadMeta(int key) {
        return loadMeta(key, NFT_REG_1);
    }

    /// The same into the second register, behind what the first one holds.
    NftRule loadMetaBehind(int key) {
        return loadMeta(key, NFT_REG_2);
    }

    private NftRule loadMeta(int key, int register) {
        return expression(
                "meta", () -> writer.attributeU32Be(NFTA_META_DREG, register).attributeU32Be(NFTA_META_KEY, key));
    }

    /// A constant into the first register.
    NftRule loadConstant(byte[] bytes) {
        return expression("immediate", () -> {
            writer.attributeU32Be(NFTA_IMMEDIATE_DREG, NFT_REG_1);
            NftBatch.value(writer, NFTA_IMMEDIATE_DATA, bytes);
        });
    }

    /// Clears the bits of the first register that are clear in the mask.
    NftRule mask(byte... mask) {
        return expression("bitwise", () -> {
            writer.attributeU32Be(NFTA_BITWISE_SREG, NFT_REG_1)
                    .attributeU32Be(NFTA_BITWISE_DREG, NFT_REG_1)
                    .attributeU32Be(NFTA_BITWISE_LEN, mask.length);
            NftBatch.value(writer, NFTA_BITWISE_MASK, mask);
            NftBatch.value(writer, NFTA_BITWISE_XOR, new byte[mask.length]);
        });
    }

    /// Goes on if the first register begins with these bytes.
    NftRule ifEqual(byte... bytes) {
        return expression("cmp", () -> {
            writer.attributeU32Be(NFTA_CMP_SREG, NFT_REG_1).attributeU32Be(NFTA_CMP_OP, NFT_CMP_EQ);
            NftBatch.value(writer, NFTA_CMP_DATA, bytes);
        });
    }

    /// Goes on if what the registers hold is in the set.
    NftRule ifIn(String set) {
        return expression(
                "lookup",
                () -> writer.attributeString(NFTA_LOOKUP_SET, set).attributeU32Be(NFTA_LOOKUP_SREG, NFT_REG_1));
    }

    /// Goes on if the second register holds a key of the map, and replaces it by the value.
    NftRule mapSecond(String map) {
        return expression(
                "lookup",
                () -> writer.attributeString(NFTA_LOOKUP_SET, map)
                        .attributeU32Be(NFTA_LOOKUP_SREG, NFT_REG_2)
                        .attributeU32Be(NFTA_LOOKUP_DREG, NFT_REG_2));
    }

    /// Counts packets and bytes that come so far.
    NftRule count() {
        return expression("counter", () -> {});
    }

    /// Sends a copy to the address in the first register over the interface in the second.
    NftRule duplicate() {
        return expression(
                "dup",
                () -> writer.attributeU32Be(NFTA_DUP_SREG_ADDR, NFT_REG_1)
                        .attributeU32Be(NFTA_DUP_SREG_DEV, NFT_REG_2));
    }

    /// Translates an address to the one in the first register.
    ///
    /// @param kind `NFT_NAT_*`
    NftRule translate(int kind, int family) {
        return expression(
                "nat",
                () -> writer.attributeU32Be(NFTA_NAT_TYPE, kind)
                        .attributeU32Be(NFTA_NAT_FAMILY, family)
                        .attributeU32Be(NFTA_NAT_REG_ADDR_MIN, NFT_REG_1));
    }

    /// Ends the packet's way through the chain.
    ///
    /// @param code `NF_DROP` or `NF_ACCEPT`
    NftRule verdict(int code) {
        return expression("immediate", () -> {
            writer.attributeU32Be(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
            int data = writer.beginNest(NFTA_IMMEDIATE_DATA);
            int verdict = writer.beginNest(NFTA_DATA_VERDICT);
            writer.attributeU32Be(NFTA_VERDICT_CODE, code).endNest(verdict).endNest(data);
        });
    }

    private NftRule expression(String kind, Runnable data) {
        int element = writer.beginNest(NFTA_LIST_ELEM);
        writer.attributeString(NFTA_EXPR_NAME, kind);
        int nest = writer.beginNest(NFTA_EXPR_DATA);
        data.run();
        writer.endNest(nest).endNest(element);
        return this;
    }
}
