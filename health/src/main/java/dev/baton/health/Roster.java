package dev.baton.health;

import dev.baton.model.CheckerSpec;
import dev.baton.model.RealServerSpec;
import dev.baton.model.ServerId;
import dev.baton.model.ServiceId;
import dev.baton.model.VirtualServerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All services, servers and checks of one configuration, and who belongs to whom.
final class Roster {
    /// What makes a check the same after a reload. Shared checks are told apart by what they do alone, others by
    /// their server and their place among equal ones too.
    private record Key(Optional<ServerId> server, int place, CheckerSpec spec) {}

    private final Desk desk;
    private final Map<ServiceId, Service> services = new LinkedHashMap<>();
    private final Map<Key, Check> checks = new LinkedHashMap<>();
    private final Map<String, List<Check>> byFile = new HashMap<>();
    private final Map<String, List<Check>> byBfd = new HashMap<>();

    private Roster(Desk desk) {
        this.desk = desk;
    }

    static Roster empty(Desk desk) {
        return new Roster(desk);
    }

    /// Builds what the desk's specification says. Checks of `old` that are the same are taken over as they are. Of
    /// two services with the same name the first counts.
    static Roster build(Desk desk, Roster old) {
        Roster roster = new Roster(desk);
        old.checks.values().forEach(Check::forgetServers);
        List<VirtualServerSpec> specs = desk.spec().services();
        List<ServiceId> ids = ServiceId.of(specs);
        for (int i = 0; i < specs.size(); i++) {
            if (!roster.services.containsKey(ids.get(i))) {
                roster.add(new Service(ids.get(i), specs.get(i), desk), old);
            }
        }
        return roster;
    }

    private void add(Service service, Roster old) {
        services.put(service.id(), service);
        for (RealServerSpec spec : service.spec().realServers()) {
            Server server = new Server(new ServerId(service.id(), spec.address(), spec.port()), spec, service, desk);
            if (service.server(server.id()).isEmpty()) {
                service.add(server);
                addChecks(server, spec.checkers(), old);
            }
        }
    }

    private void addChecks(Server server, List<CheckerSpec> specs, Roster old) {
        Map<CheckerSpec, Integer> places = new HashMap<>();
        for (CheckerSpec spec : specs) {
            int place = places.merge(spec, 1, Integer::sum) - 1;
            Key key = desk.spec().sharedChecks()
                    ? new Key(Optional.empty(), 0, spec)
                    : new Key(Optional.of(server.id()), place, spec);
            Check check = checks.get(key);
            if (check == null) {
                check = Optional.ofNullable(old.checks.get(key))
                        .orElseGet(() -> newCheck(spec, server.id(), specs, old));
                checks.put(key, check);
                index(check);
            }
            if (!check.servers().contains(server)) {
                server.add(check);
            }
        }
    }

    /// A check that is new to a server that was there already believes what its predecessor of the same kind found:
    /// a reload neither revives a dead server nor takes a living one out.
    private static Check newCheck(CheckerSpec spec, ServerId id, List<CheckerSpec> specs, Roster old) {
        Optional<Server> before =
                Optional.ofNullable(old.services.get(id.service())).flatMap(service -> service.server(id));
        if (before.isEmpty()) {
            return new Check(spec, !spec.timing().alpha(), false);
        }
        boolean wasFailing = before.get().checks().stream()
                .filter(check -> !specs.contains(check.spec()))
                .anyMatch(check -> !check.isUp() && check.spec().getClass().equals(spec.getClass()));
        return new Check(spec, !wasFailing, wasFailing);
    }

    private void index(Check check) {
        if (check.spec() instanceof CheckerSpec.File file) {
            byFile.computeIfAbsent(file.trackFile(), name -> new ArrayList<>()).add(check);
        } else if (check.spec() instanceof CheckerSpec.Bfd bfd) {
            byBfd.computeIfAbsent(bfd.instance(), name -> new ArrayList<>()).add(check);
        }
    }

    List<Service> services() {
        return new ArrayList<>(services.values());
    }

    Optional<Service> service(ServiceId id) {
        return Optional.ofNullable(services.get(id));
    }

    List<Check> checks() {
        return new ArrayList<>(checks.values());
    }

    List<Check> ofFile(String name) {
        return byFile.getOrDefault(name, List.of());
    }

    List<Check> ofBfd(String name) {
        return byBfd.getOrDefault(name, List.of());
    }
}
