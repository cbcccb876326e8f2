package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The routers of one configuration, found by name, by packet and by deadline.
final class Routers {
    private final List<VirtualRouter> all;
    private final Map<String, VirtualRouter> byName = new HashMap<>();
    private final Map<Key, List<VirtualRouter>> byKey = new HashMap<>();
    private final Deadlines deadlines;
    private final boolean anyWithoutDevice;

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
            Key key = new Key(spec.device(), spec.family(), spec.vrid().value());
            byKey.computeIfAbsent(key, fresh -> new ArrayList<>()).add(router);
        }
        all = List.copyOf(routers);
        anyWithoutDevice = specs.stream().anyMatch(spec -> spec.device().isEmpty());
    }

    List<VirtualRouter> all() {
        return all;
    }

    Optional<VirtualRouter> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Those that a packet is for: on its interface or on none, with its VRID. Of several, those that it was
    /// sent to.
    List<VirtualRouter> addressedBy(Datagram datagram) {
        int vrid = datagram.header().vrid();
        List<VirtualRouter> onDevice =
                byKey.getOrDefault(new Key(Optional.of(datagram.device()), datagram.family(), vrid), List.of());
        if (onDevice.size() == 1 && !anyWithoutDevice) {
            return onDevice;
        }
        List<VirtualRouter> candidates = new ArrayList<>(onDevice);
        candidates.addAll(byKey.getOrDefault(new Key(Optional.empty(), datagram.family(), vrid), List.of()));
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
            guarded(now, all.get(deadlines.indexOfEarliest()), router -> router.deadlineReached(now));
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
            router.fail(now, new Reason.Defect(bug.toString()));
        }
    }

    Tick nextDeadline() {
        return deadlines.earliest();
    }

    private record Key(Optional<InterfaceName> device, IpFamily family, int vrid) {}
}
