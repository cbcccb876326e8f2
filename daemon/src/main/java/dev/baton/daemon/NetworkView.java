package dev.baton.daemon;

import dev.baton.daemon.host.Links;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import dev.baton.model.MacAddress;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Event;
import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The interfaces and addresses of the host as the protocol thread knows them, and what changes of them mean to the
/// engine.
final class NetworkView {
    /// What the engine wants to know of one interface.
    private record Facts(boolean usable, Optional<IpAddress> ipv4, Optional<IpAddress> ipv6) {
        static final Facts NONE = new Facts(false, Optional.empty(), Optional.empty());
    }

    private Map<InterfaceName, InterfaceName> bases = Map.of();
    private Set<IpAddress> virtual = Set.of();
    private Set<IpAddress> sources = Set.of();
    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final Map<String, Link> linksByName = new HashMap<>();
    /// Asked for with every packet, and a name is checked whenever it is made.
    private final Map<Integer, Optional<InterfaceName>> namesByIndex = new HashMap<>();
    private final Map<Integer, Map<IpPrefix, InterfaceAddress>> addresses = new HashMap<>();
    private final Map<InterfaceName, Facts> told = new HashMap<>();
    private int linkChanges;
    private final Set<InterfaceName> silent = new HashSet<>();
    private final Set<IpAddress> missingSources = new HashSet<>();

    /// Takes in what the routers are configured with. Their virtual addresses come and go with their state and so are
    /// never a source of adverts; their configured sources are watched (`track_src_ip`).
    ///
    /// @return what is new for the engine because of it
    List<Event> routers(List<VirtualRouterSpec> routers) {
        virtual = routers.stream()
                .flatMap(router ->
                        Stream.concat(router.virtualAddresses().stream(), router.excludedAddresses().stream()))
                .map(VirtualAddress::address)
                .collect(Collectors.toSet());
        sources = routers.stream()
                .filter(router -> router.rules().trackSource())
                .flatMap(router -> router.transport().source().stream())
                .collect(Collectors.toSet());
        return news();
    }

    /// Takes in which interfaces are ours, by their bases: one works as long as its base does, sends from its base's
    /// IPv4 address, and is not the one that is meant unless it lies on that base. Holds from the next change on.
    void ownLinks(Map<InterfaceName, InterfaceName> baseOf) {
        bases = Map.copyOf(baseOf);
    }

    /// As [#ownLinks], beside those that are ours already.
    void alsoOwnLinks(Map<InterfaceName, InterfaceName> baseOf) {
        Map<InterfaceName, InterfaceName> all = new HashMap<>(bases);
        all.putAll(baseOf);
        bases = Map.copyOf(all);
    }

    /// Takes in what asking an interface for its link has found; one without a link is unusable whatever the kernel
    /// tells.
    List<Event> linkBeat(InterfaceName device, boolean alive) {
        if (alive) {
            silent.remove(device);
        } else {
            silent.add(device);
        }
        return news();
    }

    /// Takes a change in and returns what is new for the engine, if anything.
    List<Event> apply(NetworkEvent event) {
        return switch (event) {
            case NetworkEvent.LinkChanged(Link link) -> {
                put(link);
                yield news();
            }
            case NetworkEvent.LinkRemoved(Link link) -> {
                forget(link.index());
                addresses.remove(link.index());
                yield news();
            }
            case NetworkEvent.AddressChanged(InterfaceAddress address) -> {
                add(address);
                yield newsOf(address);
            }
            case NetworkEvent.AddressRemoved(InterfaceAddress address) -> {
                addresses
                        .getOrDefault(address.interfaceIndex(), new HashMap<>())
                        .remove(address.prefix());
                yield newsOf(address);
            }
            case NetworkEvent.Resynchronised(List<Link> everyLink, List<InterfaceAddress> everyAddress) -> {
                linkChanges++;
                links.clear();
                linksByName.clear();
                namesByIndex.clear();
                addresses.clear();
                everyLink.forEach(this::put);
                everyAddress.forEach(this::add);
                yield news();
            }
        };
    }

    /// Another number than before whenever an interface may have got another index.
    int linkChanges() {
        return linkChanges;
    }

    private void put(Link link) {
        forget(link.index());
        links.put(link.index(), link);
        linksByName.put(link.name(), link);
        namesByIndex.put(link.index(), nameOf(link));
    }

    private void forget(int index) {
        linkChanges++;
        Link before = links.remove(index);
        if (before != null) {
            linksByName.remove(before.name(), before);
            namesByIndex.remove(index);
        }
    }

    private void add(InterfaceAddress address) {
        addresses
                .computeIfAbsent(address.interfaceIndex(), index -> new LinkedHashMap<>())
                .put(address.prefix(), address);
    }

    /// Each renewal of a lease comes back as a change of a virtual address: the most frequent change, and never news.
    private List<Event> newsOf(InterfaceAddress changed) {
        if (virtual.contains(changed.address()) && !sources.contains(changed.address())) {
            return List.of();
        }
        List<Event> news = new ArrayList<>();
        Optional<InterfaceName> changedOn = name(changed.interfaceIndex());
        changedOn.ifPresent(name -> tellAgain(name, news));
        changedOn.ifPresent(base -> bases.forEach((above, below) -> {
            if (below.equals(base)) {
                tellAgain(above, news);
            }
        }));
        tellSources(news);
        return news;
    }

    private void tellAgain(InterfaceName name, List<Event> news) {
        link(name).ifPresent(link -> {
            Facts now = facts(link);
            tell(name, told.getOrDefault(name, Facts.NONE), now, news);
            told.put(name, now);
        });
    }

    /// Compares every interface with what the engine was told last.
    private List<Event> news() {
        Map<InterfaceName, Facts> present = new LinkedHashMap<>();
        links.values().forEach(link -> nameOf(link).ifPresent(name -> present.put(name, facts(link))));
        List<Event> news = new ArrayList<>();
        Set<InterfaceName> names = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
        names.addAll(present.keySet());
        names.addAll(told.keySet());
        for (InterfaceName name : names) {
            tell(name, told.getOrDefault(name, Facts.NONE), present.getOrDefault(name, Facts.NONE), news);
        }
        told.clear();
        told.putAll(present);
        tellSources(news);
        return news;
    }

    private void tellSources(List<Event> news) {
        missingSources.retainAll(sources);
        for (IpAddress source : sources) {
            boolean present = addresses.values().stream()
                    .flatMap(onLink -> onLink.values().stream())
                    .anyMatch(address -> address.address().equals(source));
            if (present ? missingSources.remove(source) : missingSources.add(source)) {
                news.add(new Event.SourcePresenceChanged(source, present));
            }
        }
    }

    private static void tell(InterfaceName name, Facts before, Facts now, List<Event> news) {
        if (!before.ipv4().equals(now.ipv4())) {
            news.add(new Event.SourceAddressChanged(name, IpFamily.IPV4, now.ipv4()));
        }
        if (!before.ipv6().equals(now.ipv6())) {
            news.add(new Event.SourceAddressChanged(name, IpFamily.IPV6, now.ipv6()));
        }
        if (before.usable() != now.usable()) {
            news.add(new Event.LinkChanged(name, now.usable()));
        }
    }

    private Facts facts(Link link) {
        Optional<InterfaceName> base = nameOf(link).flatMap(name -> Optional.ofNullable(bases.get(name)));
        return base.isPresent() ? factsAbove(link, base.get()) : plainFacts(link);
    }

    /// The carrier of an interface above another is the other's; the kernel may say so a second later.
    private Facts factsAbove(Link link, InterfaceName base) {
        Optional<Link> below = link(base).filter(found -> link.lower().orElse(0) == found.index());
        if (below.isEmpty()) {
            return Facts.NONE;
        }
        Facts ofBase = plainFacts(below.get());
        Facts own = plainFacts(link);
        return new Facts(
                link.isUp() && ofBase.usable(), own.ipv4().isPresent() ? own.ipv4() : ofBase.ipv4(), own.ipv6());
    }

    private Facts plainFacts(Link link) {
        List<IpAddress> own = addresses.getOrDefault(link.index(), Map.of()).keySet().stream()
                .map(IpPrefix::address)
                .filter(address -> !virtual.contains(address))
                .toList();
        return new Facts(
                link.isUp()
                        && link.isRunning()
                        && nameOf(link).filter(silent::contains).isEmpty(),
                own.stream()
                        .filter(address -> address.family() == IpFamily.IPV4)
                        .findFirst(),
                own.stream()
                        .filter(address -> address.family() == IpFamily.IPV6 && address.isLinkLocal())
                        .findFirst());
    }

    /// Every address.
    List<InterfaceAddress> addresses() {
        return addresses.values().stream()
                .flatMap(onLink -> onLink.values().stream())
                .toList();
    }

    /// Every interface as it is now; others after the next change.
    Links links() {
        Map<InterfaceName, Integer> numbers = new HashMap<>();
        Map<InterfaceName, Integer> vrfTables = new HashMap<>();
        links.values()
                .forEach(link -> name(link.index()).ifPresent(name -> {
                    numbers.put(name, link.index());
                    link.vrfTable().ifPresent(table -> vrfTables.put(name, table));
                }));
        return new Links(numbers, vrfTables);
    }

    Optional<Integer> index(InterfaceName name) {
        return link(name).map(Link::index);
    }

    /// The VRF that an interface belongs to.
    Optional<InterfaceName> vrf(InterfaceName name) {
        OptionalInt master = link(name).map(Link::master).orElse(OptionalInt.empty());
        return master.isPresent()
                ? Optional.ofNullable(links.get(master.getAsInt()))
                        .filter(found -> found.vrfTable().isPresent())
                        .flatMap(NetworkView::nameOf)
                : Optional.empty();
    }

    Optional<MacAddress> mac(InterfaceName name) {
        return link(name).flatMap(Link::mac);
    }

    Optional<InterfaceName> name(int index) {
        return namesByIndex.getOrDefault(index, Optional.empty());
    }

    /// Every interface's name.
    Set<String> names() {
        return links.values().stream().map(Link::name).collect(Collectors.toSet());
    }

    /// The kernel takes names that no configuration can write; such an interface is nobody's.
    private static Optional<InterfaceName> nameOf(Link link) {
        return InterfaceName.isValid(link.name()) ? Optional.of(new InterfaceName(link.name())) : Optional.empty();
    }

    private Optional<Link> link(InterfaceName name) {
        return Optional.ofNullable(linksByName.get(name.value()));
    }
}
