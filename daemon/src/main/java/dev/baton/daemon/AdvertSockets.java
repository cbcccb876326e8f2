package dev.baton.daemon;

import dev.baton.linux.Ipv4VrrpSocket;
import dev.baton.linux.Ipv6VrrpSocket;
import dev.baton.linux.KernelException;
import dev.baton.linux.ReceivedPacket;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// The sockets over which adverts travel: one per interface and family, and one for instances without an interface.
///
/// All instances of an interface share a socket, so a burst for any of them is drained in one go.
final class AdvertSockets implements AutoCloseable {
    /// SO_PRIORITY 6 is network control (TC_PRIO_CONTROL in `linux/pkt_sched.h`).
    private static final int NETWORK_CONTROL = 6;

    /// Room for a few adverts of every instance, however many share the socket.
    private static final int RECEIVE_BYTES_PER_ROUTER = 4096;

    private static final int RECEIVE_BYTES_MIN = 256 * 1024;

    private record Key(Optional<InterfaceName> device, IpFamily family) {}

    private final Map<Key, VrrpSocket> sockets = new LinkedHashMap<>();

    /// Opens what the routers need; interfaces that do not exist are left out.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW
    static AdvertSockets open(List<VirtualRouterSpec> routers, NetworkView network) {
        AdvertSockets opened = new AdvertSockets();
        try {
            Map<Key, List<VirtualRouterSpec>> groups = routers.stream()
                    .filter(router -> router.device().isEmpty()
                            || network.index(router.device().get()).isPresent())
                    .collect(Collectors.groupingBy(
                            router -> new Key(router.device(), router.family()),
                            LinkedHashMap::new,
                            Collectors.toList()));
            groups.forEach((key, members) -> opened.sockets.put(key, open(key, members, network)));
            return opened;
        } catch (KernelException refused) {
            opened.close();
            throw refused;
        }
    }

    private static VrrpSocket open(Key key, List<VirtualRouterSpec> members, NetworkView network) {
        VrrpSocket socket = key.family() == IpFamily.IPV4 ? Ipv4VrrpSocket.open() : Ipv6VrrpSocket.open();
        socket.priority(NETWORK_CONTROL);
        socket.receiveBuffer(Math.max(RECEIVE_BYTES_MIN, members.size() * RECEIVE_BYTES_PER_ROUTER));
        key.device().ifPresent(device -> {
            int index = network.index(device).orElseThrow();
            socket.bindToDevice(device);
            socket.multicastInterface(index);
            Set<IpAddress> joined = new HashSet<>();
            for (VirtualRouterSpec member : members) {
                if (member.transport() instanceof Transport.Multicast multicast && joined.add(multicast.group())) {
                    socket.joinGroup(multicast.group(), index);
                }
            }
        });
        return socket;
    }

    Collection<VrrpSocket> all() {
        return List.copyOf(sockets.values());
    }

    /// Reads everything that has arrived on a socket. A packet that another interface's socket gets as well is left to
    /// that one.
    void drain(VrrpSocket socket, NetworkView network, BiConsumer<InterfaceName, ReceivedPacket> receiver) {
        boolean shared = sockets.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue() == socket && entry.getKey().device().isEmpty());
        socket.receive(packet -> network.name(packet.interfaceIndex()).ifPresent(device -> {
            Key own = new Key(Optional.of(device), packet.source().family());
            if (!shared || !sockets.containsKey(own)) {
                receiver.accept(device, packet);
            }
        }));
    }

    /// Sends one advert.
    ///
    /// @throws KernelException if the kernel refuses it, ENETUNREACH or ENETDOWN for one
    void send(Effect.SendAdvert advert, NetworkView network) {
        VrrpSocket socket =
                sockets.get(new Key(advert.device(), advert.destination().family()));
        switch (socket) {
            case null -> {
                // The interface is gone; the router learns it from its link, not from here.
            }
            case Ipv4VrrpSocket ipv4 -> ipv4.send(advert.bytes().copy(), (Ipv4Address) advert.destination());
            case Ipv6VrrpSocket ipv6 ->
                ipv6.send(
                        advert.bytes().copy(),
                        (Ipv6Address) advert.source(),
                        (Ipv6Address) advert.destination(),
                        advert.device().flatMap(network::index).orElse(0));
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(VrrpSocket::close);
        sockets.clear();
    }
}
