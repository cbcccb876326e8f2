package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// One message out of a datagram of the kernel: the header's fields and a view of what follows.
///
/// @param payload a view into the receive buffer, in the machine's order: valid until the next receive
public record NetlinkMessage(int type, int flags, int sequence, int portId, ByteBuffer payload) {
    /// Splits a datagram into its messages.
    ///
    /// @param datagram from its position to its limit
    /// @throws IllegalArgumentException if a length in it points outside
    public static List<NetlinkMessage> split(ByteBuffer datagram) {
        ByteBuffer buffer = datagram.duplicate().order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = buffer.position();
        while (buffer.limit() - at >= NLMSG_HDRLEN) {
            int length = buffer.getInt(at);
            if (length < NLMSG_HDRLEN || length > buffer.limit() - at) {
                throw new IllegalArgumentException(
                        "nlmsg_len is " + length + " with " + (buffer.limit() - at) + " bytes left");
            }
            messages.add(new NetlinkMessage(
                    buffer.getShort(at + 4) & 0xffff,
                    buffer.getShort(at + 6) & 0xffff,
                    buffer.getInt(at + 8),
                    buffer.getInt(at + 12),
                    buffer.slice(at + NLMSG_HDRLEN, length - NLMSG_HDRLEN).order(ByteOrder.nativeOrder())));
            at += (length + 3) & ~3;
        }
        return messages;
    }
}
