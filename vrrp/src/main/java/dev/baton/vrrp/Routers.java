package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The routers of one configuration, found by name, by packet and by deadline.
final class Routers {
    private static final int VRIDS = 256;
    /// Version 4, 20 bytes of header.
    private static final int PLAIN_IPV4 = 0x45;

    private final List<VirtualRouter> all;
    private final Map<String, VirtualRouter> byName = new HashMap<>();
    private final Map<Key, List<VirtualRouter>> byKey = new HashMap<>();
    private final Map<InterfaceName, Singles> singles = new HashMap<>();
    private final Deadlines deadlines;
    private final boolean anyWithoutDevice;
    /// What comes in by one of these is for its own routers alone.
    private final Set<InterfaceName> vrfs;

    /// Routers in the order of the configuration; names must differ.
    Routers(List<VirtualRouterSpec> specs, Host host) {
        deadlines = new Deadlines(specs.size());
        List<VirtualRouter> routers = new ArrayList<>();
        for (VirtualRouterSpec spec : specs) {
            int index = routers.size();
            VirtualRouter router = new VirtualRouter(spec, host, deadline -> deadlines.set(index, deadline));
            routers.add(router);
            if (byName.put(spec.name(), router) != null) {
                throw new IllegalArgumentException("two instances are called " + spec.name());
            }
            Key key = new Key(spec.boundDevice(), spec.family(), spec.vrid().value());
            byKey.computeIfAbsent(key, fresh -> new ArrayList<>()).add(router);
        }
        all = List.copyOf(routers);
        anyWithoutDevice = specs.stream().anyMatch(spec -> spec.boundDevice().isEmpty());
        vrfs = specs.stream()
                .filter(spec -> spec.device().isEmpty())
                .flatMap(spec -> spec.boundDevice().stream())
                .collect(Collectors.toSet());
        if (!anyWithoutDevice) {
            byKey.values().stream().filter(sharing -> sharing.size() == 1).forEach(alone -> add(alone.getFirst()));
        }
    }

    /// The routers of an interface that share their VRID with no other, by VRID.
    private record Singles(List<Optional<VirtualRouter>> ipv4, List<Optional<VirtualRouter>> ipv6) {
        private Singles() {
            this(nobody(), nobody());
        }

        private static List<Optional<VirtualRouter>> nobody() {
            return new ArrayList<>(Collections.nCopies(VRIDS, Optional.empty()));
        }

        private List<Optional<VirtualRouter>> of(IpFamily family) {
            return family == IpFamily.IPV4 ? ipv4 : ipv6;
        }
    }

    private void add(VirtualRouter router) {
        singles.computeIfAbsent(router.spec().boundDevice().orElseThrow(), device -> new Singles())
                .of(router.spec().family())
                .set(router.spec().vrid().value(), Optional.of(router));
    }

    /// A packet of which nothing has been looked at: the one router that it can be for, if there is only one and the
    /// packet is plain VRRP.
    Optional<VirtualRouter> onlyOneFor(Event.DatagramReceived packet) {
        Singles onDevice = singles.get(packet.device());
        int vrid = vridOf(packet);
        return onDevice == null || vrid < 0
                ? Optional.empty()
                : onDevice.of(packet.source().family()).get(vrid);
    }

    /// -1 if it is not to be seen at once.
    private static int vridOf(Event.DatagramReceived packet) {
        ByteView bytes = packet.bytes();
        if (packet.source().family() == IpFamily.IPV6) {
            return bytes.length() >= VrrpHeader.LENGTH ? bytes.u8(1) : -1;
        }
        if (bytes.length() < Ipv4Header.LENGTH + VrrpHeader.LENGTH || bytes.u8(9) != Ipv4Header.PROTOCOL_VRRP) {
            return -1;
        }
        return bytes.u8(0) == PLAIN_IPV4 ? bytes.u8(Ipv4Header.LENGTH + 1) : -1;
    }

    List<VirtualRouter> all() {
        return all;
    }

    Optional<VirtualRouter> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Those that a packet is for: on its interface or on none, or in its VRF, with its VRID. Of several, those that it
    /// was sent to.
    List<VirtualRouter> addressedBy(Datagram datagram) {
        int vrid = datagram.header().vrid();
        List<VirtualRouter> onDevice =
                byKey.getOrDefault(new Key(Optional.of(datagram.device()), datagram.family(), vrid), List.of());
        if (onDevice.size() == 1 && !anyWithoutDevice) {
            return onDevice;
        }
        List<VirtualRouter> candidates = new ArrayList<>(onDevice);
        if (!vrfs.contains(datagram.device())) {
            candidates.addAll(byKey.getOrDefault(new Key(Optional.empty(), datagram.family(), vrid), List.of()));
        }
        return candidates.size() <= 1
                ? candidates
                : candidates.stream()
                        .filter(router -> isAddressed(router.spec(), datagram))
                        .toList();
    }

    private static boolean isAddressed(VirtualRouterSpec spec, Datagram datagram) {
        return switch (spec.transport()) {
            case Transport.Multicast multicast -> datagram.destination().equals(multicast.group());
            case Transport.Unicast unicast ->
                !datagram.destination().isMulticast()
                        && unicast.peers().stream()
                                .anyMatch(peer -> peer.address().equals(datagram.source()));
        };
    }

    /// Runs the timers of every router that has reached its deadline, the earliest first.
    void runDeadlines(Tick now) {
        while (deadlines.earliest().isReachedAt(now)) {
            VirtualRouter router = all.get(deadlines.indexOfEarliest());
            try {
                router.deadlineReached(now);
            } catch (RuntimeException bug) {
                failed(now, router, bug);
            }
        }
    }

    void each(Tick now, Consumer<VirtualRouter> action) {
        all.forEach(router -> guarded(now, router, action));
    }

    /// A mistake of ours costs the router that it shows in, not the others.
    static void guarded(Tick now, VirtualRouter router, Consumer<VirtualRouter> action) {
        try {
            action.accept(router);
        } catch (RuntimeException bug) {
            failed(now, router, bug);
        }
    }

    static void failed(Tick now, VirtualRouter router, RuntimeException bug) {
        router.fail(now, new Reason.Defect(bug.toString()));
    }

    Tick nextDeadline() {
        return deadlines.earliest();
    }

    private record Key(Optional<InterfaceName> device, IpFamily family, int vrid) {}
}
