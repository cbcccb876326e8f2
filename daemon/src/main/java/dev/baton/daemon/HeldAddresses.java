package dev.baton.daemon;

import dev.baton.linux.KernelException;
import dev.baton.linux.NetworkEvent;
import dev.baton.linux.RouteNetlink;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualAddress;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.RouteRequest;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The virtual addresses in the kernel: adds, renews and removes them as the engine says, and notices when somebody
/// else
/// removes one.
final class HeldAddresses {
    private final RouteNetlink netlink;
    private final NetworkView network;
    private final Log log;
    /// What is held now, and by which router.
    private final Map<IpAddress, String> holders = new HashMap<>();

    HeldAddresses(RouteNetlink netlink, NetworkView network, Log log) {
        this.netlink = netlink;
        this.network = network;
        this.log = log;
    }

    void add(Effect.AddAddresses effect) {
        effect.addresses().forEach(address -> holders.put(address.address(), effect.router()));
        execute(effect.router(), Verb.REPLACE, effect.addresses(), effect.lease());
    }

    void renew(Effect.RenewLease effect) {
        execute(effect.router(), Verb.REPLACE, effect.addresses(), Optional.of(effect.lease()));
    }

    void remove(Effect.RemoveAddresses effect) {
        effect.addresses().forEach(address -> holders.remove(address.address(), effect.router()));
        execute(effect.router(), Verb.DELETE, effect.addresses(), Optional.empty());
    }

    /// The engine's events for addresses that went without its wish, or that turn out to be gone after changes were
    /// lost.
    List<Event> lostBy(NetworkEvent change) {
        return switch (change) {
            case NetworkEvent.AddressRemoved(InterfaceAddress gone) -> lost(List.of(gone.address()));
            case NetworkEvent.Resynchronised(var links, var present) ->
                lost(holders.keySet().stream()
                        .filter(held -> present.stream()
                                .noneMatch(address -> address.address().equals(held)))
                        .toList());
            case NetworkEvent.AddressChanged changed -> List.of();
            case NetworkEvent.LinkChanged changed -> List.of();
            case NetworkEvent.LinkRemoved removed -> List.of();
        };
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
        for (VirtualAddress address : addresses) {
            InterfaceName device = address.device().orElseThrow();
            network.index(device)
                    .ifPresentOrElse(
                            index -> requests.add(
                                    new RouteRequest.ForAddress(verb, KernelAddress.of(address, index, lease))),
                            () -> log.line("(" + router + ") address " + address.prefix() + ": there is no interface "
                                    + device));
        }
        for (Optional<KernelException> refusal : netlink.execute(requests)) {
            refusal.filter(why -> verb != Verb.DELETE || !KernelAddress.saysThatItIsGone(why))
                    .ifPresent(why -> log.line("(" + router + ") " + why.getMessage()));
        }
    }
}
