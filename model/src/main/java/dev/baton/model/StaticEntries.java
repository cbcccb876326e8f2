package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// Addresses, routes and rules that are set at start and do not move.
public record StaticEntries(
        List<StaticAddress> addresses, List<RouteSpec> routes, List<RuleSpec> rules, List<TrackGroupSpec> groups) {
    public static final StaticEntries NONE = new StaticEntries(List.of(), List.of(), List.of(), List.of());

    public StaticEntries {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        groups = List.copyOf(groups);
    }

    /// One line of `static_ipaddress`.
    public record StaticAddress(VirtualAddress address, Optional<String> trackGroup) {}
}
