package dev.baton.daemon.link;

import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.wire.netlink.FilterTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is to be filtered: addresses of instances that do not accept packets to them (`no_accept`, `vrrp_strict`), and
/// what macvlans say by themselves.
///
/// The addresses stand there whether they are held or not: a packet to one that is not held is not for this host
/// anyway, and one that is taken over is never open for a moment.
///
/// @param name of the tables (`nftables`), `keepalived` unless written
/// @param hidden each address with the interface that it goes to
public record FilterPlan(
        String name, int priority, boolean counters, List<Hidden> hidden, List<OwnInterface> macvlans) {
    private static final String NAME = "keepalived";
    private static final int PRIORITY = -1;

    public FilterPlan {
        hidden = List.copyOf(hidden);
        macvlans = List.copyOf(macvlans);
    }

    /// An address for which this host is not to answer.
    public record Hidden(IpAddress address, Optional<InterfaceName> device) {}

    public static FilterPlan of(Configuration configuration) {
        Map<String, String> values = configuration.globals().values();
        LinkPlan links = LinkPlan.of(configuration);
        List<Hidden> hidden = links.spec().routers().stream()
                .filter(router -> !router.rules().accept())
                .flatMap(FilterPlan::hidden)
                .distinct()
                .toList();
        return new FilterPlan(
                values.getOrDefault("nftables", NAME),
                Optional.ofNullable(values.get("nftables_priority"))
                        .filter(text -> text.matches("[+-]?\\d{1,9}"))
                        .map(Integer::valueOf)
                        .orElse(PRIORITY),
                configuration.globals().flags().contains("nftables_counters"),
                hidden,
                links.interfaces().stream().filter(OwnInterface::isMacvlan).toList());
    }

    private static Stream<Hidden> hidden(VirtualRouterSpec router) {
        return Stream.concat(router.virtualAddresses().stream(), router.excludedAddresses().stream())
                .map(address -> new Hidden(
                        address.address(), address.onDevice(router.device()).device()));
    }

    /// The table of one family.
    ///
    /// @param index gives an interface's number, if there is one
    public FilterTable table(IpFamily family, Function<InterfaceName, Optional<Integer>> index) {
        List<IpAddress> anywhere = new ArrayList<>();
        List<FilterTable.OnLink> onLink = new ArrayList<>();
        for (Hidden each : hidden) {
            if (each.address().family() != family) {
                continue;
            }
            if (family == IpFamily.IPV6 && each.address().isLinkLocal()) {
                each.device()
                        .flatMap(index)
                        .ifPresent(number -> onLink.add(new FilterTable.OnLink(each.address(), number)));
            } else {
                anywhere.add(each.address());
            }
        }
        return new FilterTable(family, name, priority, counters, anywhere, onLink, bases(family, index));
    }

    private Map<Integer, Integer> bases(IpFamily family, Function<InterfaceName, Optional<Integer>> index) {
        Map<Integer, Integer> bases = new LinkedHashMap<>();
        for (OwnInterface own : macvlans) {
            Optional<Integer> base = index.apply(own.base());
            if (own.family() == family && base.isPresent()) {
                index.apply(own.name()).ifPresent(number -> bases.put(number, base.get()));
            }
        }
        return bases;
    }

    /// True for an interface whose number stands in a table.
    public boolean concerns(String device) {
        return macvlans.stream()
                        .anyMatch(own -> own.name().value().equals(device)
                                || own.base().value().equals(device))
                || hidden.stream()
                        .anyMatch(each -> each.device()
                                .filter(name -> name.value().equals(device))
                                .isPresent());
    }
}
