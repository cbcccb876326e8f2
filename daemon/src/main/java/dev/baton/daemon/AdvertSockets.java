package dev.baton.daemon;

import dev.baton.linux.Ipv4VrrpSocket;
import dev.baton.linux.Ipv6VrrpSocket;
import dev.baton.linux.KernelException;
import dev.baton.linux.ReceivedPacket;
import dev.baton.linux.VrrpSocket;
import dev.baton.model.Authentication;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The sockets over which adverts travel: one per interface or VRF and kind, and one for instances without either.
///
/// All instances of an interface share a socket, so a burst for any of them is drained in one go. What comes in on an
/// interface of a VRF reaches both their sockets, each for its own instances.
final class AdvertSockets implements AutoCloseable {
    /// SO_PRIORITY 6 is network control (TC_PRIO_CONTROL in `linux/pkt_sched.h`).
    private static final int NETWORK_CONTROL = 6;

    /// Room for a few adverts of every instance, however many share the socket.
    private static final int RECEIVE_BYTES_PER_ROUTER = 4096;

    private static final int RECEIVE_BYTES_MIN = 256 * 1024;

    private final NetworkView network;
    private final Consumer<Runnable> later;
    private final Map<Key, VrrpSocket> sockets = new HashMap<>();
    private final Map<InterfaceName, Map<Kind, Optional<VrrpSocket>>> byDevice = new HashMap<>();
    private final Map<Kind, Optional<VrrpSocket>> withoutDevice = new EnumMap<>(Kind.class);

    /// @param later has something done in order on another thread: joining or leaving a group waits for a lock that
    ///     the kernel shares between all network namespaces
    AdvertSockets(NetworkView network, Consumer<Runnable> later) {
        this.network = network;
        this.later = later;
    }

    private enum Kind {
        IPV4,
        IPV4_AUTHENTICATED,
        IPV6
    }

    /// @param index the interface's number: one that comes back under its old name is another interface
    private record Key(Optional<InterfaceName> device, int index, Kind kind, Set<IpAddress> groups) {}

    /// What [#adjust] did.
    ///
    /// @param closing to be unwatched by the caller and handed to [#close(VrrpSocket)]
    record Changes(List<VrrpSocket> opened, List<VrrpSocket> closing) {}

    /// Opens what the routers need, and gives up what they no longer need. Interfaces that do not exist are left out.
    /// What
    /// is sent to groups is heard a little later.
    ///
    /// @throws KernelException EPERM without CAP_NET_RAW
    Changes adjust(List<VirtualRouterSpec> routers) {
        Map<Key, Integer> wanted = wanted(routers);
        List<VrrpSocket> closing = new ArrayList<>();
        sockets.entrySet().removeIf(entry -> {
            boolean goes = !wanted.containsKey(entry.getKey());
            if (goes) {
                closing.add(entry.getValue());
            }
            return goes;
        });
        List<VrrpSocket> opened = new ArrayList<>();
        wanted.forEach((key, members) -> {
            if (!sockets.containsKey(key)) {
                VrrpSocket socket = open(key, members);
                sockets.put(key, socket);
                opened.add(socket);
            }
        });
        index();
        return new Changes(opened, closing);
    }

    /// Each socket that is needed, with the number of routers that share it.
    private Map<Key, Integer> wanted(List<VirtualRouterSpec> routers) {
        Map<Link, List<VirtualRouterSpec>> links = routers.stream()
                .filter(router -> router.boundDevice().isEmpty()
                        || network.index(router.boundDevice().get()).isPresent())
                .collect(Collectors.groupingBy(
                        router -> new Link(router.boundDevice(), kind(router)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Map<Key, Integer> wanted = new LinkedHashMap<>();
        links.forEach((link, members) -> {
            int index = link.device().flatMap(network::index).orElse(0);
            wanted.put(new Key(link.device(), index, link.kind(), groups(members)), members.size());
        });
        return wanted;
    }

    private record Link(Optional<InterfaceName> device, Kind kind) {}

    private static Kind kind(VirtualRouterSpec router) {
        if (router.family() == IpFamily.IPV6) {
            return Kind.IPV6;
        }
        return router.authentication() instanceof Authentication.AuthenticationHeader
                ? Kind.IPV4_AUTHENTICATED
                : Kind.IPV4;
    }

    private static Set<IpAddress> groups(List<VirtualRouterSpec> members) {
        return members.stream()
                .flatMap(member -> member.transport() instanceof Transport.Multicast multicast
                        ? Set.of(multicast.group()).stream()
                        : Set.<IpAddress>of().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private VrrpSocket open(Key key, int members) {
        VrrpSocket socket = switch (key.kind()) {
            case IPV4 -> Ipv4VrrpSocket.open();
            case IPV4_AUTHENTICATED -> Ipv4VrrpSocket.openAuthenticated();
            case IPV6 -> Ipv6VrrpSocket.open();
        };
        try {
            socket.priority(NETWORK_CONTROL);
            socket.receiveBuffer(Math.max(RECEIVE_BYTES_MIN, members * RECEIVE_BYTES_PER_ROUTER));
            key.device().ifPresent(device -> {
                socket.bindToDevice(device, key.index());
                socket.multicastInterface(key.index());
                key.groups().forEach(group -> later.accept(() -> socket.joinGroup(group, key.index())));
            });
            return socket;
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    /// Closes one that nobody watches any more.
    void close(VrrpSocket socket) {
        later.accept(socket::close);
    }

    /// A socket as somebody listens on it.
    final class Listening {
        private final VrrpSocket socket;
        private final Key key;
        private final BiConsumer<InterfaceName, ReceivedPacket> receiver;
        private final ReceivedPacket.Receiver sink = this::received;

        private Listening(VrrpSocket socket, Key key, BiConsumer<InterfaceName, ReceivedPacket> receiver) {
            this.socket = socket;
            this.key = key;
            this.receiver = receiver;
        }

        /// Reads everything that has arrived. What the socket of an interface or of its VRF gets as well is left to
        /// that one.
        void drain() {
            socket.receive(sink);
        }

        private void received(ReceivedPacket packet) {
            Optional<InterfaceName> device = key.device();
            if (device.isEmpty()) {
                device = network.name(packet.interfaceIndex()).filter(name -> !hasOwn(name));
            }
            if (device.isPresent()) {
                receiver.accept(device.get(), packet);
            }
        }

        private boolean hasOwn(InterfaceName name) {
            Optional<InterfaceName> vrf = network.vrf(name);
            return find(Optional.of(name), key.kind()).isPresent()
                    || (vrf.isPresent() && find(vrf, key.kind()).isPresent());
        }
    }

    /// Prepares to listen on a socket that [#adjust] has opened.
    Listening listening(VrrpSocket socket, BiConsumer<InterfaceName, ReceivedPacket> receiver) {
        Key key = sockets.entrySet().stream()
                .filter(entry -> entry.getValue() == socket)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return new Listening(socket, key, receiver);
    }

    /// Sends one advert; without effect if its interface is gone, which the router learns from its link.
    ///
    /// @throws KernelException if the kernel refuses it, ENETUNREACH or ENETDOWN for one
    void send(Effect.SendAdvert advert) {
        Optional<VrrpSocket> socket = find(advert.device(), kind(advert));
        if (socket.isEmpty()) {
            return;
        }
        switch (socket.get()) {
            case Ipv4VrrpSocket ipv4 -> ipv4.send(advert.bytes(), (Ipv4Address) advert.destination());
            case Ipv6VrrpSocket ipv6 -> {
                if (!advert.destination().isMulticast()) {
                    ipv6.unicastHopLimit(advert.hopLimit().orElse(Ipv6VrrpSocket.HOP_LIMIT));
                }
                ipv6.send(
                        advert.bytes(),
                        (Ipv6Address) advert.source(),
                        (Ipv6Address) advert.destination(),
                        advert.device().flatMap(network::index).orElse(0));
            }
        }
    }

    private static Kind kind(Effect.SendAdvert advert) {
        if (advert.destination().family() == IpFamily.IPV6) {
            return Kind.IPV6;
        }
        return advert.protocol() == 51 ? Kind.IPV4_AUTHENTICATED : Kind.IPV4;
    }

    private Optional<VrrpSocket> find(Optional<InterfaceName> device, Kind kind) {
        if (device.isEmpty()) {
            return withoutDevice.getOrDefault(kind, Optional.empty());
        }
        Map<Kind, Optional<VrrpSocket>> onDevice = byDevice.get(device.get());
        return onDevice == null ? Optional.empty() : onDevice.getOrDefault(kind, Optional.empty());
    }

    /// Sockets are looked for with every advert, and change rarely.
    private void index() {
        byDevice.clear();
        withoutDevice.clear();
        sockets.forEach((key, socket) -> key.device()
                .map(name -> byDevice.computeIfAbsent(name, first -> new EnumMap<>(Kind.class)))
                .orElse(withoutDevice)
                .put(key.kind(), Optional.of(socket)));
    }

    @Override
    public void close() {
        sockets.values().forEach(this::close);
        sockets.clear();
        index();
    }
}
