package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// How the number of a generic netlink family is asked for (`linux/genetlink.h`). The kernel loads the family's module
/// for the question.
public final class GenericFamily {
    /// Length of `struct genlmsghdr`.
    static final int GENL_HDRLEN = 4;

    private static final int GENL_ID_CTRL = 0x10;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private GenericFamily() {}

    /// Writes the question.
    public static void writeQuestion(NetlinkWriter writer, String name, int sequence) {
        writer.begin(GENL_ID_CTRL, NLM_F_REQUEST | NLM_F_ACK, sequence);
        writer.u8(CTRL_CMD_GETFAMILY).u8(1).u16(0);
        writer.attributeString(CTRL_ATTR_FAMILY_NAME, name);
        writer.end();
    }

    /// The number, if this is the answer.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    public static OptionalInt number(NetlinkMessage message) {
        if (message.type() != GENL_ID_CTRL) {
            return OptionalInt.empty();
        }
        return attributes(message.payload()).u16(CTRL_ATTR_FAMILY_ID);
    }

    /// The attributes behind the family's header.
    ///
    /// @throws IllegalArgumentException if they cannot be read
    static NetlinkAttributes attributes(ByteBuffer payload) {
        if (payload.limit() < GENL_HDRLEN) {
            throw new IllegalArgumentException("a generic message of " + payload.limit() + " bytes");
        }
        return new NetlinkAttributes(payload, GENL_HDRLEN);
    }
}
