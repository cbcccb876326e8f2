package dev.baton.wire.netlink;

import dev.baton.wire.ByteView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes netlink messages one after another into a buffer that the caller owns and reuses.
///
/// ```
/// begin(RTM_NEWADDR, flags, 7).u8(2).u8(16)…   header and the family's fixed struct
///   attribute(IFA_LOCAL, bytes)                   attributes
///   int linkInfo = beginNest(IFLA_LINKINFO) … endNest(linkInfo)
/// end()                                         fills in the length
/// ```
/// Numbers are in the machine's order unless a method says `Be`. Attributes and messages are padded to four
/// bytes.
///
/// All methods throw [java.nio.BufferOverflowException] when the buffer is full; [#abandon()] then drops the
/// message.
public final class NetlinkWriter {
    private ByteBuffer buffer;
    private int messageStart = -1;

    public NetlinkWriter(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.nativeOrder());
    }

    /// Goes on in another buffer, as a new writer would.
    public NetlinkWriter restart(ByteBuffer next) {
        buffer = next.order(ByteOrder.nativeOrder());
        messageStart = -1;
        return this;
    }

    /// Starts a message of the given type.
    public NetlinkWriter begin(int type, int flags, int sequence) {
        messageStart = buffer.position();
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        return this;
    }

    /// Ends the message that [#begin] started.
    public NetlinkWriter end() {
        buffer.putInt(messageStart, buffer.position() - messageStart);
        messageStart = -1;
        return this;
    }

    /// Writes a whole message that was written before, as number `sequence`.
    public NetlinkWriter copyOf(ByteView message, int sequence) {
        int start = buffer.position();
        buffer.put(message.array(), message.offset(), message.length()).putInt(start + 8, sequence);
        return pad();
    }

    /// Takes flags back from a message that is written already.
    ///
    /// @param start where it begins, in bytes
    public NetlinkWriter clearFlags(int start, int flags) {
        buffer.putShort(start + 6, (short) (buffer.getShort(start + 6) & ~flags));
        return this;
    }

    /// Drops the message that [#begin] started.
    public void abandon() {
        buffer.position(messageStart);
        messageStart = -1;
    }

    /// Bytes written so far.
    public int position() {
        return buffer.position();
    }

    public NetlinkWriter u8(int value) {
        buffer.put((byte) value);
        return this;
    }

    public NetlinkWriter u16(int value) {
        buffer.putShort((short) value);
        return this;
    }

    public NetlinkWriter u16Be(int value) {
        return u8(value >>> 8).u8(value);
    }

    public NetlinkWriter u32(int value) {
        buffer.putInt(value);
        return this;
    }

    public NetlinkWriter attribute(int type, byte[] value) {
        header(type, value.length);
        buffer.put(value);
        return pad();
    }

    public NetlinkWriter attributeU8(int type, int value) {
        header(type, 1);
        buffer.put((byte) value);
        return pad();
    }

    public NetlinkWriter attributeU16(int type, int value) {
        header(type, 2);
        buffer.putShort((short) value);
        return pad();
    }

    public NetlinkWriter attributeU16Be(int type, int value) {
        header(type, 2);
        return u16Be(value).pad();
    }

    public NetlinkWriter attributeU32(int type, int value) {
        header(type, 4);
        buffer.putInt(value);
        return this;
    }

    public NetlinkWriter attributeU32Be(int type, int value) {
        return attributeU32(type, buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /// A string with its terminating zero.
    public NetlinkWriter attributeString(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        header(type, bytes.length + 1);
        buffer.put(bytes).put((byte) 0);
        return pad();
    }

    /// Starts a nested attribute; hand the result to [#endNest].
    public int beginNest(int type) {
        int start = buffer.position();
        header(type | NetlinkConstants.NLA_F_NESTED, 0);
        return start;
    }

    /// Starts a nested attribute whose type is not marked as one, as interfaces older than the mark want it.
    public int beginPlainNest(int type) {
        int start = buffer.position();
        header(type, 0);
        return start;
    }

    /// Starts a `struct rtnexthop`, whose first two bytes are its length; hand the result to [#endNest].
    int beginNextHop(int flags, int hops, int interfaceIndex) {
        int start = buffer.position();
        buffer.putShort((short) 0).put((byte) flags).put((byte) hops).putInt(interfaceIndex);
        return start;
    }

    public NetlinkWriter endNest(int start) {
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    private void header(int type, int length) {
        buffer.putShort((short) (NetlinkConstants.NLA_HDRLEN + length)).putShort((short) type);
    }

    private NetlinkWriter pad() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }
}
