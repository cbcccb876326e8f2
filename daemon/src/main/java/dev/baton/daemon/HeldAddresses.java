package dev.baton.daemon;

import dev.baton.daemon.host.AddressTranslation;
import dev.baton.daemon.host.KernelSecond;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The virtual addresses in the kernel: adds, renews and removes them as the engine says, and notices when
/// somebody else removes one.
final class HeldAddresses {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration WAITS_MAX = Duration.ofMillis(450);

    private final AddressThread thread;
    private final NetworkView network;
    private final Log log;
    /// What is held now, and by which router.
    private final Map<Place, String> holders = new HashMap<>();
    /// What somebody else deleted: a renewal would put it back, also where `no_track` says not to.
    private final Set<Place> deleted = new HashSet<>();
    private final KernelSecond second = new KernelSecond();
    /// When each router's leases began last.
    private final Map<String, Tick> renewed = new HashMap<>();
    /// What the kernel refuses, and why.
    private final Map<VirtualAddress, String> complaints = new ConcurrentHashMap<>();
    /// By router, made once for as long as nothing changes.
    private final Map<String, PreparedRenewal> renewals = new HashMap<>();

    /// An address where it is ours; somebody else may have it on another interface, as in another VRF.
    private record Place(InterfaceName device, IpAddress address) {
        private static Place of(VirtualAddress address) {
            return new Place(address.device().orElseThrow(), address.address());
        }
    }

    /// @param links of when the interfaces were as they are
    private record PreparedRenewal(
            AddressThread.Renewal renewal, List<VirtualAddress> addresses, Duration lease, int links) {}

    HeldAddresses(AddressThread thread, NetworkView network, Log log) {
        this.thread = thread;
        this.network = network;
        this.log = log;
    }

    /// @param then on the address thread, when the kernel has answered
    void add(Effect.AddAddresses effect, Runnable then) {
        forgetRenewal(effect.router());
        effect.addresses().forEach(address -> {
            holders.put(Place.of(address), effect.router());
            deleted.remove(Place.of(address));
        });
        renewed.put(effect.router(), MonotonicClock.now());
        change(effect.router(), Verb.REPLACE, effect.addresses(), effect.lease(), then);
    }

    void renew(Effect.RenewLease effect) {
        Tick now = MonotonicClock.now();
        if (effect.lease().compareTo(SHORTEST_LEASE) > 0
                || isOverdue(effect.router(), now)
                || !second.roundsUpAt(now)) {
            renewed.put(effect.router(), now);
            thread.renew(renewal(effect));
        }
    }

    private AddressThread.Renewal renewal(Effect.RenewLease effect) {
        PreparedRenewal known = renewals.get(effect.router());
        if (known == null
                || !known.addresses().equals(effect.addresses())
                || !known.lease().equals(effect.lease())
                || known.links() != network.linkChanges()) {
            forgetRenewal(effect.router());
            known = prepare(effect);
            renewals.put(effect.router(), known);
        }
        return known.renewal();
    }

    private PreparedRenewal prepare(Effect.RenewLease effect) {
        List<VirtualAddress> held = effect.addresses().stream()
                .filter(address -> address.tracked() || !deleted.contains(Place.of(address)))
                .toList();
        Outcome outcome = new Outcome(effect.router(), Verb.REPLACE, () -> {});
        List<RouteRequest.Prepared> requests =
                requests(effect.router(), Verb.REPLACE, held, Optional.of(effect.lease()), outcome).stream()
                        .map(RouteRequest.Prepared::of)
                        .toList();
        // The moment of the shortest leases matters, and the kernel's time stamps tell it.
        boolean isTold = effect.lease().compareTo(SHORTEST_LEASE) <= 0;
        return new PreparedRenewal(
                new AddressThread.Renewal(requests, isTold, outcome),
                effect.addresses(),
                effect.lease(),
                network.linkChanges());
    }

    /// What it would renew has changed.
    private void forgetRenewal(String router) {
        PreparedRenewal known = renewals.remove(router);
        if (known != null) {
            known.renewal().cancel();
        }
    }

    private void change(
            String router, Verb verb, List<VirtualAddress> addresses, Optional<Duration> lease, Runnable then) {
        Outcome outcome = new Outcome(router, verb, then);
        thread.change(requests(router, verb, addresses, lease, outcome), outcome);
    }

    /// Has something done on the address thread after all that was asked for so far.
    void afterAll(Runnable work) {
        thread.afterAll(work);
    }

    /// Waits until the kernel has answered everything.
    void settle() {
        thread.settle();
    }

    /// Where the next advert comes soon, a better moment for the kernel may be waited for.
    private boolean isOverdue(String router, Tick now) {
        return renewed.getOrDefault(router, Tick.ZERO).plus(WAITS_MAX).isReachedAt(now);
    }

    /// True if the router holds nothing beyond these.
    boolean areAll(Effect.RemoveAddresses effect) {
        Set<Place> going = effect.addresses().stream().map(Place::of).collect(Collectors.toSet());
        return holders.entrySet().stream()
                .noneMatch(held -> held.getValue().equals(effect.router()) && !going.contains(held.getKey()));
    }

    void remove(Effect.RemoveAddresses effect) {
        effect.addresses().forEach(address -> {
            holders.remove(Place.of(address), effect.router());
            deleted.remove(Place.of(address));
        });
        forgetRenewal(effect.router());
        change(effect.router(), Verb.DELETE, effect.addresses(), Optional.empty(), () -> {});
    }

    /// The engine's events for addresses that went without its wish, or that turn out to be gone after changes were
    /// lost.
    List<Event> lostBy(NetworkEvent change) {
        return switch (change) {
            case NetworkEvent.AddressRemoved(InterfaceAddress address) -> {
                List<Place> gone = place(address).stream().toList();
                for (Place place : gone) {
                    String holder = holders.get(place);
                    if (holder != null) {
                        deleted.add(place);
                        forgetRenewal(holder);
                    }
                }
                yield lost(gone);
            }
            case NetworkEvent.Resynchronised(var links, var present) -> {
                Set<Place> places = present.stream()
                        .flatMap(address -> place(address).stream())
                        .collect(Collectors.toSet());
                yield lost(holders.keySet().stream()
                        .filter(held -> !places.contains(held))
                        .toList());
            }
            case NetworkEvent.AddressChanged(var address) -> {
                if (place(address).filter(holders::containsKey).isPresent()) {
                    second.learn(address.lifetime().stamp(), MonotonicClock.now());
                }
                yield List.of();
            }
            case NetworkEvent.LinkChanged(var link) -> lost(refusedOn(link.name()));
            case NetworkEvent.LinkRemoved removed -> List.of();
        };
    }

    private Optional<Place> place(InterfaceAddress address) {
        return network.name(address.interfaceIndex()).map(device -> new Place(device, address.address()));
    }

    /// An interface that has come may take what it could not take before.
    private List<Place> refusedOn(String device) {
        return complaints.keySet().stream()
                .filter(address -> address.device()
                        .filter(name -> name.value().equals(device))
                        .isPresent())
                .map(Place::of)
                .toList();
    }

    private List<Event> lost(List<Place> gone) {
        List<Event> events = new ArrayList<>();
        for (Place place : gone) {
            String holder = holders.get(place);
            if (holder != null) {
                events.add(new Event.AddressLost(holder, place.address()));
            }
        }
        return events;
    }

    /// The requests for those addresses whose interfaces are there.
    private List<RouteRequest> requests(
            String router, Verb verb, List<VirtualAddress> addresses, Optional<Duration> lease, Outcome outcome) {
        List<RouteRequest> requests = new ArrayList<>();
        for (VirtualAddress address : addresses) {
            InterfaceName device = address.device().orElseThrow();
            Optional<Integer> index = network.index(device);
            if (index.isPresent()) {
                requests.add(new RouteRequest.ForAddress(verb, AddressTranslation.of(address, index.get(), lease)));
                outcome.asked.add(address);
            } else {
                complain(router, address, "address " + address.prefix() + ": there is no interface " + device);
            }
        }
        return requests;
    }

    /// What the kernel said to a request; on the address thread.
    private final class Outcome implements AddressThread.Answers {
        private final String router;
        private final Verb verb;
        private final Runnable then;
        private final List<VirtualAddress> asked = new ArrayList<>();
        private final Set<VirtualAddress> refused = new HashSet<>();

        private Outcome(String router, Verb verb, Runnable then) {
            this.router = router;
            this.verb = verb;
            this.then = then;
        }

        @Override
        public void refused(int index, KernelException why) {
            if (verb != Verb.DELETE || !AddressTranslation.saysThatItIsGone(why)) {
                refused.add(asked.get(index));
                complain(router, asked.get(index), String.valueOf(why.getMessage()));
            }
        }

        @Override
        public void done() {
            if (!complaints.isEmpty()) {
                asked.stream().filter(address -> !refused.contains(address)).forEach(complaints::remove);
                refused.clear();
            }
            then.run();
        }
    }

    /// What goes on being refused with every renewal is told once.
    private void complain(String router, VirtualAddress address, String why) {
        if (!why.equals(complaints.put(address, why))) {
            log.line("(" + router + ") " + why);
        }
    }
}
