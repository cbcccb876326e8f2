package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLA_HDRLEN;
import static dev.baton.wire.netlink.NetlinkConstants.NLA_TYPE_MASK;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The attributes (`struct nlattr`) of a message or of a nest, by type. Of several with one type the last
/// counts.
public final class NetlinkAttributes {
    private final Map<Integer, ByteBuffer> byType = new HashMap<>();

    /// Reads the attributes that begin at `offset` and fill the rest of the buffer.
    ///
    /// @throws IllegalArgumentException if a length in it points outside
    public NetlinkAttributes(ByteBuffer buffer, int offset) {
        int at = offset;
        while (buffer.limit() - at >= NLA_HDRLEN) {
            int length = buffer.getShort(at) & 0xffff;
            if (length < NLA_HDRLEN || length > buffer.limit() - at) {
                throw new IllegalArgumentException(
                        "nla_len is " + length + " with " + (buffer.limit() - at) + " bytes left");
            }
            int type = buffer.getShort(at + 2) & NLA_TYPE_MASK;
            byType.put(type, buffer.slice(at + NLA_HDRLEN, length - NLA_HDRLEN).order(ByteOrder.nativeOrder()));
            at += (length + 3) & ~3;
        }
    }

    public boolean has(int type) {
        return byType.containsKey(type);
    }

    /// The value's bytes, copied.
    public Optional<byte[]> bytes(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        if (value == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        return Optional.of(bytes);
    }

    /// The value as a number in the machine's order; empty if there is none or it is shorter than four bytes.
    public OptionalInt u32(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        return value == null || value.limit() < 4 ? OptionalInt.empty() : OptionalInt.of(value.getInt(0));
    }

    /// The value as a number in the machine's order; empty if there is none or it is shorter than eight bytes.
    public OptionalLong u64(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        return value == null || value.limit() < 8 ? OptionalLong.empty() : OptionalLong.of(value.getLong(0));
    }

    /// The value as an unsigned number in the machine's order.
    public OptionalInt u16(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        return value == null || value.limit() < 2 ? OptionalInt.empty() : OptionalInt.of(value.getShort(0) & 0xffff);
    }

    /// The value as an unsigned number in network order.
    public OptionalInt u16Be(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        return value == null || value.limit() < 2
                ? OptionalInt.empty()
                : OptionalInt.of((value.get(0) & 0xff) << 8 | (value.get(1) & 0xff));
    }

    /// The value's first byte as an unsigned number.
    public OptionalInt u8(int type) {
        @Nullable ByteBuffer value = byType.get(type);
        return value == null || value.limit() < 1 ? OptionalInt.empty() : OptionalInt.of(value.get(0) & 0xff);
    }

    /// The value as text, up to its first zero byte.
    public Optional<String> string(int type) {
        return bytes(type).map(bytes -> {
            int end = 0;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        });
    }

    /// The attributes inside this attribute.
    public Optional<NetlinkAttributes> nested(int type) {
        return Optional.ofNullable(byType.get(type)).map(value -> new NetlinkAttributes(value, 0));
    }
}
