package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Tracked;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// Finds out from the configurations of all hosts which interfaces and addresses each must have: the source that is
/// configured, else the address under which the others know it as a peer, else one from 198.51.100.0/24 or fe80::/64.
public final class Cabling {
    /// Where an instance without an interface or VRF is taken to live.
    private static final InterfaceName DEFAULT_DEVICE = new InterfaceName("eth0");
    private static final int TEST_NET_2 = 0xc633_6400;
    private static final int FIRST_HOST = 10;

    private final SequencedMap<String, VrrpSpec> hosts;
    private final Set<IpAddress> claimed = new LinkedHashSet<>();

    private Cabling(SequencedMap<String, VrrpSpec> hosts) {
        this.hosts = hosts;
        hosts.values().stream()
                .flatMap(spec -> spec.routers().stream())
                .forEach(router -> router.transport().source().ifPresent(claimed::add));
    }

    /// The nodes of these hosts, in their order.
    ///
    /// @param keepalived names of those that run keepalived instead of Baton
    public static List<NodeSpec> nodes(SequencedMap<String, VrrpSpec> hosts, Set<String> keepalived) {
        Cabling cabling = new Cabling(hosts);
        List<NodeSpec> nodes = new ArrayList<>();
        hosts.forEach((name, spec) -> nodes.add(new NodeSpec(
                name,
                spec,
                keepalived.contains(name) ? Software.KEEPALIVED : Software.BATON,
                cabling.ports(name, spec, nodes.size()),
                DriftingClock.TRUE)));
        return List.copyOf(nodes);
    }

    private Map<InterfaceName, List<IpAddress>> ports(String host, VrrpSpec spec, int index) {
        Map<InterfaceName, SequencedSet<IpAddress>> ports = new LinkedHashMap<>();
        for (VirtualRouterSpec router : spec.routers()) {
            ports.computeIfAbsent(router.boundDevice().orElse(DEFAULT_DEVICE), device -> new LinkedHashSet<>())
                    .add(addressOf(host, router, index));
            router.tracked().stream()
                    .filter(tracked -> tracked.kind() == Tracked.Kind.INTERFACE)
                    .forEach(tracked ->
                            ports.computeIfAbsent(new InterfaceName(tracked.name()), device -> new LinkedHashSet<>()));
        }
        Map<InterfaceName, List<IpAddress>> result = new LinkedHashMap<>();
        ports.forEach((device, addresses) -> result.put(device, List.copyOf(addresses)));
        return result;
    }

    private IpAddress addressOf(String host, VirtualRouterSpec router, int index) {
        return router.transport()
                .source()
                .orElseGet(() -> peerKnownToOthers(host, router).stream()
                        .findFirst()
                        .orElseGet(() -> invented(router.family(), index)));
    }

    /// Peers that the other hosts have and that no other host can be.
    private List<IpAddress> peerKnownToOthers(String host, VirtualRouterSpec router) {
        List<IpAddress> own = peers(router);
        return hosts.entrySet().stream()
                .filter(other -> !other.getKey().equals(host))
                .flatMap(other -> other.getValue().routers().stream())
                .filter(other -> other.vrid().equals(router.vrid()) && other.family() == router.family())
                .flatMap(other -> peers(other).stream())
                .filter(address -> !own.contains(address) && !claimed.contains(address))
                .toList();
    }

    private static List<IpAddress> peers(VirtualRouterSpec router) {
        return switch (router.transport()) {
            case Transport.Multicast multicast -> List.of();
            case Transport.Unicast unicast ->
                unicast.peers().stream().map(Transport.Peer::address).toList();
        };
    }

    private static IpAddress invented(IpFamily family, int index) {
        return switch (family) {
            case IPV4 -> new Ipv4Address(TEST_NET_2 + FIRST_HOST + index);
            case IPV6 -> IpAddress.of("fe80::" + Integer.toHexString(FIRST_HOST + index));
        };
    }
}
