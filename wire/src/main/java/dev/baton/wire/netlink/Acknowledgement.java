package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.NetlinkConstants.NLMSGERR_ATTR_MSG;
import static dev.baton.wire.netlink.NetlinkConstants.NLMSG_HDRLEN;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK_TLVS;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_CAPPED;

/// The kernel's answer to one request (`NLMSG_ERROR`), or the end of a dump (`NLMSG_DONE`).
///
/// @param errno the positive error number; 0 is success
/// @param explanation the kernel's own words (`NLMSGERR_ATTR_MSG`), empty if it gave none
public record Acknowledgement(int errno, String explanation) {
    /// Reads `struct nlmsgerr` and the attributes behind it.
    ///
    /// @throws IllegalArgumentException if the message is too short
    public static Acknowledgement parse(NetlinkMessage message) {
        int least = message.type() == NetlinkConstants.NLMSG_DONE ? 4 : 4 + NLMSG_HDRLEN;
        if (message.payload().limit() < least) {
            throw new IllegalArgumentException(
                    "an acknowledgement of " + message.payload().limit() + " bytes");
        }
        int errno = -message.payload().getInt(0);
        if ((message.flags() & NLM_F_ACK_TLVS) == 0) {
            return new Acknowledgement(errno, "");
        }
        return new Acknowledgement(
                errno,
                new NetlinkAttributes(message.payload(), attributesAt(message))
                        .string(NLMSGERR_ATTR_MSG)
                        .orElse(""));
    }

    /// Behind the number stands the refused request: its header alone if capped, else all of it. A dump's end
    /// has none.
    private static int attributesAt(NetlinkMessage message) {
        if (message.type() == NetlinkConstants.NLMSG_DONE) {
            return 4;
        }
        boolean capped = (message.flags() & NLM_F_CAPPED) != 0;
        int request = capped ? NLMSG_HDRLEN : message.payload().getInt(4);
        if (request < NLMSG_HDRLEN || request > message.payload().limit()) {
            throw new IllegalArgumentException("the acknowledged request has " + request + " bytes");
        }
        return 4 + ((request + 3) & ~3);
    }
}
