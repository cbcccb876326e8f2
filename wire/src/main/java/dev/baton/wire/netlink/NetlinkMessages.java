package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Walks over the messages of a datagram without making objects of them. Reused for one datagram after another.
///
/// ```
/// for (NetlinkMessages each = messages.in(datagram); each.next(); ) …
/// ```
public final class NetlinkMessages {
    private ByteBuffer datagram = ByteBuffer.allocate(0);
    private int at;
    private int end;

    /// Over no datagram yet.
    public NetlinkMessages() {}

    /// Starts before the first message of a datagram.
    ///
    /// @param received from 0 to its limit; its order is changed to the machine's
    public NetlinkMessages in(ByteBuffer received) {
        datagram = received.order(ByteOrder.nativeOrder());
        at = 0;
        end = 0;
        return this;
    }

    /// Goes to the next message, if there is one.
    ///
    /// @throws IllegalArgumentException if its length points outside
    public boolean next() {
        at = end;
        if (datagram.limit() - at < NLMSG_HDRLEN) {
            return false;
        }
        int length = length();
        if (length < NLMSG_HDRLEN || length > datagram.limit() - at) {
            throw new IllegalArgumentException(
                    "nlmsg_len is " + length + " with " + (datagram.limit() - at) + " bytes left");
        }
        end = at + ((length + 3) & ~3);
        return true;
    }

    private int length() {
        return datagram.getInt(at);
    }

    public int type() {
        return datagram.getShort(at + 4) & 0xffff;
    }

    public int sequence() {
        return datagram.getInt(at + 8);
    }

    /// The first four bytes behind the header: of `NLMSG_ERROR` the negated error number.
    ///
    /// @throws IllegalArgumentException if there are none
    public int firstInt() {
        if (length() < NLMSG_HDRLEN + 4) {
            throw new IllegalArgumentException("a netlink message of " + length() + " bytes");
        }
        return datagram.getInt(at + NLMSG_HDRLEN);
    }

    /// This message as an object.
    public NetlinkMessage message() {
        return new NetlinkMessage(
                type(),
                datagram.getShort(at + 6) & 0xffff,
                sequence(),
                datagram.getInt(at + 12),
                datagram.slice(at + NLMSG_HDRLEN, length() - NLMSG_HDRLEN).order(ByteOrder.nativeOrder()));
    }
}
