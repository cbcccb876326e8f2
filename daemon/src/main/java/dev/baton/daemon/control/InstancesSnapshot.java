package dev.baton.daemon.control;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Counter;
import dev.baton.vrrp.RouterView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All instances at one moment, in the order of the configuration.
record InstancesSnapshot(Tick at, List<RouterView> routers) implements StatusSource.Snapshot {
    @Override
    public Object tree(WallTime clock) {
        return routers.stream().map(router -> tree(router, clock)).toList();
    }

    private static Map<String, Object> tree(RouterView router, WallTime clock) {
        VirtualRouterSpec spec = router.spec();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", router.name());
        tree.put("state", router.state().toString());
        tree.put("since", clock.of(router.lastTransition()).toString());
        tree.put("since_seconds", clock.ageSeconds(router.lastTransition()));
        tree.put("reason", reason(router.lastReason()));
        tree.put(
                "faults",
                router.faults().stream().map(InstancesSnapshot::reason).toList());
        tree.put("priority", router.effectivePriority().value());
        tree.put("configured_priority", spec.priority().value());
        tree.put("vrid", spec.vrid().value());
        tree.put("version", spec.version().number());
        spec.device().map(InterfaceName::value).ifPresent(device -> tree.put("interface", device));
        if (spec.transport() instanceof Transport.Unicast unicast) {
            unicast.vrf().map(InterfaceName::value).ifPresent(vrf -> tree.put("vrf", vrf));
        }
        router.master().map(IpAddress::toString).ifPresent(master -> tree.put("master", master));
        tree.put("addresses", addresses(spec.virtualAddresses()));
        tree.put("excluded_addresses", addresses(spec.excludedAddresses()));
        tree.put("counters", counters(router.counters()));
        return tree;
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", reason.getClass().getSimpleName());
        tree.put("sentence", reason.sentence());
        return tree;
    }

    private static List<String> addresses(List<VirtualAddress> addresses) {
        return addresses.stream().map(address -> address.prefix().toString()).toList();
    }

    private static Map<String, Long> counters(Map<Counter, Long> counters) {
        Map<String, Long> tree = new LinkedHashMap<>();
        counters.forEach((counter, count) -> tree.put(counter.name().toLowerCase(Locale.ROOT), count));
        return tree;
    }
}
