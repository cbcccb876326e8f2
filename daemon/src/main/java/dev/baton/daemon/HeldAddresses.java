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
import java.util.stream.Collectors;

/// The virtual addresses in the kernel: adds, renews and removes them as the engine says, and notices when somebody
/// else
/// removes one.
final class HeldAddresses {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration WAITS_MAX = Duration.ofMillis(450);

    private final AddressBatches batches;
    private final NetworkView network;
    private final Log log;
    /// What is held now, and by which router.
    private final Map<IpAddress, String> holders = new HashMap<>();
    /// What somebody else deleted: a renewal would put it back, also where `no_track` says not to.
    private final Set<IpAddress> deleted = new HashSet<>();
    private final KernelSecond second = new KernelSecond();
    /// When each router's leases began last.
    private final Map<String, Tick> renewed = new HashMap<>();
    /// What the kernel refuses, and why.
    private final Map<VirtualAddress, String> complaints = new HashMap<>();

    HeldAddresses(AddressBatches batches, NetworkView network, Log log) {
        this.batches = batches;
        this.network = network;
        this.log = log;
    }

    void add(Effect.AddAddresses effect) {
        effect.addresses().forEach(address -> {
            holders.put(address.address(), effect.router());
            deleted.remove(address.address());
        });
        renewed.put(effect.router(), MonotonicClock.now());
        execute(effect.router(), Verb.REPLACE, effect.addresses(), effect.lease());
    }

    void renew(Effect.RenewLease effect) {
        Tick now = MonotonicClock.now();
        if (effect.lease().compareTo(SHORTEST_LEASE) > 0
                || isOverdue(effect.router(), now)
                || !second.roundsUpAt(now)) {
            renewed.put(effect.router(), now);
            List<VirtualAddress> held = effect.addresses().stream()
                    .filter(address -> address.tracked() || !deleted.contains(address.address()))
                    .toList();
            execute(effect.router(), Verb.REPLACE, held, Optional.of(effect.lease()));
        }
    }

    /// Where the next advert comes soon, a better moment for the kernel may be waited for.
    private boolean isOverdue(String router, Tick now) {
        return renewed.getOrDefault(router, Tick.ZERO).plus(WAITS_MAX).isReachedAt(now);
    }

    /// True if the router holds nothing beyond these.
    boolean areAll(Effect.RemoveAddresses effect) {
        Set<IpAddress> going =
                effect.addresses().stream().map(VirtualAddress::address).collect(Collectors.toSet());
        return holders.entrySet().stream()
                .noneMatch(held -> held.getValue().equals(effect.router()) && !going.contains(held.getKey()));
    }

    void remove(Effect.RemoveAddresses effect) {
        effect.addresses().forEach(address -> {
            holders.remove(address.address(), effect.router());
            deleted.remove(address.address());
        });
        execute(effect.router(), Verb.DELETE, effect.addresses(), Optional.empty());
    }

    /// The engine's events for addresses that went without its wish, or that turn out to be gone after changes were
    /// lost.
    List<Event> lostBy(NetworkEvent change) {
        return switch (change) {
            case NetworkEvent.AddressRemoved(InterfaceAddress gone) -> {
                if (holders.containsKey(gone.address())) {
                    deleted.add(gone.address());
                }
                yield lost(List.of(gone.address()));
            }
            case NetworkEvent.Resynchronised(var links, var present) ->
                lost(holders.keySet().stream()
                        .filter(held -> present.stream()
                                .noneMatch(address -> address.address().equals(held)))
                        .toList());
            case NetworkEvent.AddressChanged(var address) -> {
                if (holders.containsKey(address.address())) {
                    second.learn(address.lifetime().stamp(), MonotonicClock.now());
                }
                yield List.of();
            }
            case NetworkEvent.LinkChanged(var link) -> lost(refusedOn(link.name()));
            case NetworkEvent.LinkRemoved removed -> List.of();
        };
    }

    /// An interface that has come may take what it could not take before.
    private List<IpAddress> refusedOn(String device) {
        return complaints.keySet().stream()
                .filter(address -> address.device()
                        .filter(name -> name.value().equals(device))
                        .isPresent())
                .map(VirtualAddress::address)
                .toList();
    }

    private List<Event> lost(List<IpAddress> gone) {
        List<Event> events = new ArrayList<>();
        for (IpAddress address : gone) {
            String holder = holders.get(address);
            if (holder != null) {
                events.add(new Event.AddressLost(holder, address));
            }
        }
        return events;
    }

    private void execute(String router, Verb verb, List<VirtualAddress> addresses, Optional<Duration> lease) {
        List<RouteRequest> requests = new ArrayList<>();
        List<VirtualAddress> asked = new ArrayList<>();
        for (VirtualAddress address : addresses) {
            InterfaceName device = address.device().orElseThrow();
            Optional<Integer> index = network.index(device);
            if (index.isPresent()) {
                requests.add(new RouteRequest.ForAddress(verb, AddressTranslation.of(address, index.get(), lease)));
                asked.add(address);
            } else {
                complain(router, address, "address " + address.prefix() + ": there is no interface " + device);
            }
        }
        batches.submit(router, requests, (at, answer) -> {
            Optional<KernelException> refusal =
                    answer.filter(why -> verb != Verb.DELETE || !AddressTranslation.saysThatItIsGone(why));
            if (refusal.isPresent()) {
                complain(router, asked.get(at), String.valueOf(refusal.get().getMessage()));
            } else if (!complaints.isEmpty()) {
                complaints.remove(asked.get(at));
            }
        });
    }

    /// What goes on being refused with every renewal is told once.
    private void complain(String router, VirtualAddress address, String why) {
        if (!why.equals(complaints.put(address, why))) {
            log.line("(" + router + ") " + why);
        }
    }
}
