package dev.baton.daemon.service;

import dev.baton.daemon.control.StatusSource;
import dev.baton.daemon.control.WallTime;
import dev.baton.dataplane.Desired;
import dev.baton.dataplane.Destination;
import dev.baton.dataplane.LoadBalancer.Traffic;
import dev.baton.dataplane.ServiceKey;
import dev.baton.health.CheckView;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ServerView;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All virtual servers at one moment.
///
/// @param balanced how the data plane was when it answered last; empty if it has not answered yet
record ServicesSnapshot(CheckedServices checked, Optional<Balancing.Condition> balanced)
        implements StatusSource.Snapshot {
    static ServicesSnapshot none() {
        return new ServicesSnapshot(new CheckedServices(MonotonicClock.now(), List.of()), Optional.empty());
    }

    @Override
    public Tick at() {
        return checked.at();
    }

    @Override
    public Object tree(WallTime clock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        balanced.flatMap(Balancing.Condition::plane).ifPresent(plane -> tree.put("balancer", plane));
        balanced.map(Balancing.Condition::complaint)
                .filter(complaint -> !complaint.isEmpty())
                .ifPresent(complaint -> tree.put("complaint", complaint));
        tree.put("left_out", balanced.map(Balancing.Condition::leftOut).orElse(List.of()));
        tree.put(
                "virtual_servers",
                checked.services().stream().map(each -> service(each, clock)).toList());
        return tree;
    }

    private Map<String, Object> service(CheckedServices.Service service, WallTime clock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", service.health().service().name());
        tree.put("scheduler", service.spec().scheduler());
        tree.put("quorum", service.health().quorum());
        tree.put("sorry", service.health().sorry());
        List<Map<Destination.Key, Traffic>> traffic = traffic(service.spec());
        tree.put(
                "real_servers",
                service.servers().stream()
                        .map(server -> server(server, traffic, clock))
                        .toList());
        return tree;
    }

    private List<Map<Destination.Key, Traffic>> traffic(VirtualServerSpec spec) {
        List<ServiceKey> keys = Desired.keys(spec.service());
        return balanced.map(condition -> keys.stream()
                        .flatMap(key -> Optional.ofNullable(condition.traffic().get(key)).stream())
                        .toList())
                .orElse(List.of());
    }

    private static Map<String, Object> server(
            ServerView server, List<Map<Destination.Key, Traffic>> traffic, WallTime clock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", server.id().name());
        tree.put("address", server.id().address().toString());
        tree.put("port", server.id().port());
        tree.put("state", server.alive() ? (server.weight() == 0 ? "DRAINED" : "UP") : "DOWN");
        tree.put("weight", server.weight());
        tree.put("since", clock.of(server.since()).toString());
        tree.put("since_seconds", clock.ageSeconds(server.since()));
        tree.put("reason", server.reason().sentence());
        connections(server, traffic).ifPresent(count -> tree.put("connections", count));
        tree.put(
                "checks",
                server.checks().stream().map(check -> check(check, clock)).toList());
        return tree;
    }

    /// New connections so far, over all addresses of the service; without a port a server is one whatever the port.
    private static Optional<Long> connections(ServerView server, List<Map<Destination.Key, Traffic>> traffic) {
        List<Long> counts = traffic.stream()
                .flatMap(each -> each.entrySet().stream())
                .filter(each -> each.getKey().address().equals(server.id().address())
                        && (each.getKey().port() == server.id().port()
                                || each.getKey().port() == 0
                                || server.id().port() == 0))
                .map(each -> each.getValue().connections())
                .toList();
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(counts.stream().mapToLong(Long::longValue).sum());
    }

    private static Map<String, Object> check(CheckView check, WallTime clock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", check.kind());
        tree.put("up", check.up());
        tree.put("enabled", check.enabled());
        if (!check.lastEnd().equals(Tick.NEVER)) {
            tree.put("last", clock.of(check.lastEnd()).toString());
            tree.put("last_seconds", clock.ageSeconds(check.lastEnd()));
            tree.put(
                    "last_failure",
                    check.lastFailure().map(ProbeFailure::sentence).orElse(""));
        }
        return tree;
    }
}
