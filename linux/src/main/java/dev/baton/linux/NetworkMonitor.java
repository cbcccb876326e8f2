package dev.baton.linux;

import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_ROUTE;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_DELLINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTM_NEWLINK;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV4_IFADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_IPV6_IFADDR;
import static dev.baton.wire.netlink.RtNetlinkConstants.RTNLGRP_LINK;

import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import dev.baton.wire.netlink.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Watches interfaces and addresses of the network namespace in which it was opened. One thread at a time.
///
/// Open it first and list second: what changes in between is then told twice, and never missed.
public final class NetworkMonitor implements Pollable, AutoCloseable {
    /// Room for some ten thousand changes; the system's default overflows at a few hundred.
    public static final int RECEIVE_BUFFER = 8 * 1024 * 1024;

    private static final int SEND_SIZE = 4096;

    private final NetlinkSocket notifications;
    private final RouteNetlink dumps;
    private final List<NetlinkMessage> messages = new ArrayList<>();

    private NetworkMonitor(NetlinkSocket notifications, RouteNetlink dumps) {
        this.notifications = notifications;
        this.dumps = dumps;
    }

    /// Opens it in the calling thread's network namespace.
    public static NetworkMonitor open() {
        return open(RECEIVE_BUFFER);
    }

    static NetworkMonitor open(int receiveBuffer) {
        NetlinkSocket socket = NetlinkSocket.open(NETLINK_ROUTE, "rtnetlink monitor", SEND_SIZE, receiveBuffer);
        try {
            socket.join(RTNLGRP_LINK);
            socket.join(RTNLGRP_IPV4_IFADDR);
            socket.join(RTNLGRP_IPV6_IFADDR);
            return new NetworkMonitor(socket, RouteNetlink.open());
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// From now on does not tell of addresses that are added or renewed through this socket, where the kernel says
    /// who asked: of IPv4 ones.
    public void ignoreAdditionsBy(RouteNetlink asker) {
        notifications.filter(new SocketFilter(RTM_NEWADDR, asker.port()));
    }

    @Override
    public int fd() {
        return notifications.fd();
    }

    /// Hands over everything that has happened since the last call, without waiting.
    public void receive(Consumer<NetworkEvent> sink) {
        boolean lost = false;
        while (true) {
            messages.clear();
            int result = notifications.poll(messages);
            if (result == 0) {
                break;
            }
            if (result == -Errno.ENOBUFS.number()) {
                lost = true;
            } else if (result < 0) {
                throw new KernelException("receive network changes", -result, "");
            }
            // After a loss the queued rest is older than the listing that follows it.
            if (!lost) {
                messages.forEach(message -> tell(message, sink));
            }
        }
        if (lost) {
            sink.accept(new NetworkEvent.Resynchronised(dumps.links(), dumps.addresses()));
        }
    }

    private static void tell(NetlinkMessage message, Consumer<NetworkEvent> sink) {
        switch (message.type()) {
            case RTM_NEWLINK -> sink.accept(new NetworkEvent.LinkChanged(Link.parse(message)));
            case RTM_DELLINK -> sink.accept(new NetworkEvent.LinkRemoved(Link.parse(message)));
            case RTM_NEWADDR -> sink.accept(new NetworkEvent.AddressChanged(InterfaceAddress.parse(message)));
            case RTM_DELADDR -> sink.accept(new NetworkEvent.AddressRemoved(InterfaceAddress.parse(message)));
            default -> {
                // The groups joined carry nothing else that matters here.
            }
        }
    }

    @Override
    public void close() {
        notifications.close();
        dumps.close();
    }
}
