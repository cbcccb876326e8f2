package dev.baton.vrrp;

import dev.baton.model.IpFamily;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.DecodeResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All virtual routers of one daemon. Events and a time go in, effects come out; nothing else ever happens.
///
/// The driver's loop is: wait until a socket is readable or [#nextDeadline()] has come; drain every socket into
/// [Event.DatagramReceived]; if the wait took too long, [Event.LoopStalled]; if the deadline has come,
/// [Event.DeadlineReached]. After each event carry out its effects in order. Ticks must not go backwards.
///
/// Not safe for use by several threads at once.
public final class VrrpEngine {
    private final Surroundings surroundings = new Surroundings();
    private final AnnouncementQueue announcements = new AnnouncementQueue();
    private final List<Effect> effects = new ArrayList<>();
    private final List<VirtualRouter> routers = new ArrayList<>();
    private final Map<String, VirtualRouter> byName = new HashMap<>();
    private final Map<WireKey, List<VirtualRouter>> byWire = new HashMap<>();
    private final Deadlines deadlines;

    /// Routers that are to be started; names must differ.
    public VrrpEngine(List<VirtualRouterSpec> specs) {
        this(VrrpSpec.of(specs));
    }

    /// Everything that is to be started; names of instances must differ.
    public VrrpEngine(VrrpSpec spec) {
        for (VirtualRouterSpec router : spec.routers()) {
            add(new VirtualRouter(router, surroundings, announcements, effects));
        }
        deadlines = new Deadlines(spec.routers().size());
    }

    private void add(VirtualRouter router) {
        VirtualRouterSpec spec = router.spec();
        if (byName.put(spec.name(), router) != null) {
            throw new IllegalArgumentException("two instances are called " + spec.name());
        }
        routers.add(router);
        byWire.computeIfAbsent(WireKey.of(spec), key -> new ArrayList<>()).add(router);
    }

    /// Takes one event and returns what is to be done about it, in order; the list belongs to the caller.
    public List<Effect> handle(Tick now, Event event) {
        switch (event) {
            case Event.Started started -> routers.forEach(router -> router.start(now));
            case Event.StopRequested stop -> routers.forEach(router -> router.stop(now));
            case Event.DeadlineReached reached -> runDeadlines(now);
            case Event.DatagramReceived received -> receive(now, received);
            case Event.LoopStalled stall -> routers.forEach(router -> router.stalled(now, stall.late()));
            case Event.AddressLost lost -> named(lost.router(), router -> router.addressLost(now, lost.address()));
            case Event.LinkChanged link -> {
                surroundings.linkChanged(link.device(), link.usable());
                routers.forEach(router -> router.surroundingsChanged(now));
            }
            case Event.SourceAddressChanged change -> {
                surroundings.sourceChanged(change);
                routers.forEach(router -> router.surroundingsChanged(now));
            }
        }
        rememberDeadlines(event);
        announcements.release(now, effects);
        List<Effect> result = List.copyOf(effects);
        effects.clear();
        return result;
    }

    /// When [Event.DeadlineReached] is to be sent at the latest; may be in the past; [Tick#NEVER] if nothing
    /// waits.
    public Tick nextDeadline() {
        return Tick.earlier(deadlines.earliest(), announcements.nextDeadline());
    }

    /// What every router is like now, in the order of the configuration.
    public List<RouterView> routers() {
        return routers.stream().map(VirtualRouter::view).toList();
    }

    private void runDeadlines(Tick now) {
        while (deadlines.earliest().isReachedAt(now)) {
            int index = deadlines.indexOfEarliest();
            VirtualRouter router = routers.get(index);
            router.deadlineReached(now);
            deadlines.set(index, router.nextDeadline());
        }
    }

    /// Most datagrams touch one router; to look at all of them is cheap beside the system call that brought it.
    private void rememberDeadlines(Event event) {
        if (!(event instanceof Event.DeadlineReached)) {
            for (int index = 0; index < routers.size(); index++) {
                deadlines.set(index, routers.get(index).nextDeadline());
            }
        }
    }

    private void named(String name, Consumer<VirtualRouter> action) {
        VirtualRouter router = byName.get(name);
        if (router != null) {
            action.accept(router);
        }
    }

    /// A packet whose VRID nobody has on that interface is somebody else's and ignored.
    private void receive(Tick now, Event.DatagramReceived received) {
        switch (Datagram.of(received)) {
            case DecodeResult.Malformed<Datagram> malformed -> {}
            case DecodeResult.Decoded<Datagram>(Datagram datagram) -> {
                List<VirtualRouter> candidates = new ArrayList<>();
                candidates.addAll(byWire.getOrDefault(
                        WireKey.of(datagram, datagram.device().value()), List.of()));
                candidates.addAll(byWire.getOrDefault(WireKey.of(datagram, ""), List.of()));
                if (candidates.size() == 1) {
                    candidates.getFirst().received(now, datagram);
                } else {
                    candidates.stream()
                            .filter(router -> router.isAddressedBy(datagram))
                            .forEach(router -> router.received(now, datagram));
                }
            }
        }
    }

    /// What on the wire tells virtual routers apart. An instance without an interface listens on all.
    private record WireKey(String device, IpFamily family, int vrid) {
        private static WireKey of(VirtualRouterSpec spec) {
            String device = spec.device().map(Object::toString).orElse("");
            return new WireKey(device, spec.family(), spec.vrid().value());
        }

        private static WireKey of(Datagram datagram, String device) {
            return new WireKey(device, datagram.family(), datagram.header().vrid());
        }
    }
}
