package dev.baton.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line of `virtual_routes` or `static_routes`.
///
/// @param destination empty means the default route
/// @param type the kernel's name of the kind of route, such as `unicast` or `blackhole`
/// @param attributes the other options by their keyword, synonyms replaced, values as they were written
/// @param hops where packets go; more than one for multipath
/// @param tracked false after `no_track`
/// @param trackGroup of a static route
public record RouteSpec(
        IpFamily family,
        Optional<IpPrefix> destination,
        String type,
        Map<String, String> attributes,
        List<Hop> hops,
        boolean tracked,
        Optional<String> trackGroup) {
    public RouteSpec {
        attributes = Map.copyOf(attributes);
        hops = List.copyOf(hops);
    }

    /// One way to go.
    ///
    /// @param via the gateway; empty on a directly connected network
    /// @param attributes the other options by their keyword
    public record Hop(
            Optional<IpAddress> via, Optional<InterfaceName> device, int weight, Map<String, String> attributes) {
        public Hop {
            attributes = Map.copyOf(attributes);
        }
    }
}
