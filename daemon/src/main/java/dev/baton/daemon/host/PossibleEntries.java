package dev.baton.daemon.host;

import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All that a configuration may ever want in the kernel, whoever is MASTER.
final class PossibleEntries {
    private final Map<Object, Entry> all = new HashMap<>();
    /// Routes and rules of instances, which nobody has a claim to before one is MASTER.
    private final Set<Object> ofInstances = new HashSet<>();

    static PossibleEntries of(Wishes wishes, List<VirtualRouterSpec> routers, Links links) {
        PossibleEntries possible = new PossibleEntries();
        Set<String> everybody = routers.stream().map(VirtualRouterSpec::name).collect(Collectors.toSet());
        possible.add(wishes.of(new HostEntries.Situation(everybody, links)).wishes());
        possible.ofInstances.addAll(possible.all.keySet());
        wishes.of(new HostEntries.Situation(Set.of(), links)).wishes().stream()
                .map(Wish::identity)
                .forEach(possible.ofInstances::remove);
        routers.forEach(router -> possible.addAddresses(router, links));
        return possible;
    }

    private void add(List<Wish> wishes) {
        wishes.forEach(wish -> all.put(wish.identity(), wish.entry()));
    }

    private void addAddresses(VirtualRouterSpec router, Links links) {
        Stream.concat(router.virtualAddresses().stream(), router.excludedAddresses().stream())
                .map(address -> address.onDevice(router.device()))
                .flatMap(address -> entry(address, links).stream())
                .forEach(entry -> all.put(entry.identity(), entry));
    }

    private static Optional<Entry> entry(VirtualAddress address, Links links) {
        return address.device()
                .flatMap(links::index)
                .map(number -> new Entry.OfAddress(AddressTranslation.of(address, number, Optional.empty())));
    }

    Collection<Entry> all() {
        return new ArrayList<>(all.values());
    }

    boolean has(Entry entry) {
        return all.containsKey(entry.identity());
    }

    /// True for what is nobody's at the start, when no instance is MASTER.
    boolean isUnclaimed(Entry entry) {
        return ofInstances.contains(entry.identity());
    }
}
