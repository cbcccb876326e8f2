package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_ROUTE;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REPLACE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELRULE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV4_ROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV4_RULE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV6_ROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV6_RULE;

import dev.baton.wire.netlink.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;

/// Notices that a route of one protocol, or a rule, may be gone. A host with a whole Internet's routes makes many
/// changes that are nobody's business here: a look at one byte tells them apart.
///
/// The kernel says nothing when a link goes down or an address goes and takes routes with it.
public final class RouteMonitor implements Pollable, AutoCloseable {
    private static final int SEND_SIZE = 4096;
    /// Where `struct rtmsg` has its protocol.
    private static final int RTM_PROTOCOL = 5;

    private final NetlinkSocket notifications;
    private final int protocol;
    private final List<NetlinkMessage> messages = new ArrayList<>();

    private RouteMonitor(NetlinkSocket notifications, int protocol) {
        this.notifications = notifications;
        this.protocol = protocol;
    }

    /// Opens it in the calling thread's network namespace.
    ///
    /// @param protocol `RTPROT_*` of the routes that matter
    public static RouteMonitor open(int protocol) {
        NetlinkSocket socket =
                NetlinkSocket.open(NETLINK_ROUTE, "route monitor", SEND_SIZE, NetworkMonitor.RECEIVE_BUFFER);
        try {
            socket.join(RTNLGRP_IPV4_ROUTE);
            socket.join(RTNLGRP_IPV4_RULE);
            socket.join(RTNLGRP_IPV6_ROUTE);
            socket.join(RTNLGRP_IPV6_RULE);
            return new RouteMonitor(socket, protocol);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public int fd() {
        return notifications.fd();
    }

    /// Reads everything that has happened since the last call, without waiting.
    ///
    /// @return true if something that matters may be gone
    public boolean receive() {
        boolean matters = false;
        while (true) {
            messages.clear();
            int result = notifications.poll(messages);
            if (result == 0) {
                return matters;
            }
            if (result < 0 && result != -Errno.ENOBUFS.number()) {
                throw new KernelException("receive route changes", -result, "");
            }
            matters |= result < 0 || messages.stream().anyMatch(this::matters);
        }
    }

    private boolean matters(NetlinkMessage message) {
        return switch (message.type()) {
            case RTM_DELRULE -> true;
            case RTM_DELROUTE ->
                message.payload().limit() > RTM_PROTOCOL && (message.payload().get(RTM_PROTOCOL) & 0xff) == protocol;
            case RTM_NEWROUTE -> (message.flags() & NLM_F_REPLACE) != 0;
            default -> false;
        };
    }

    @Override
    public void close() {
        notifications.close();
    }
}
