package dev.baton.health;

import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import java.util.Optional;
import java.util.Set;

/// A reload: what is gone leaves, what stays keeps its state, what is new starts, and then every service looks at
/// its quorum again.
final class Changeover {
    private final Desk desk;
    private final FileValues files;
    private final Roster old;
    private final Roster roster;

    Changeover(Desk desk, FileValues files, Roster old, Roster roster) {
        this.desk = desk;
        this.files = files;
        this.old = old;
        this.roster = roster;
    }

    void carryOut(Tick now, Set<IpAddress> held) {
        old.services().forEach(service -> leave(now, service));
        roster.services().forEach(service -> service.lookForAddress(held));
        roster.services().forEach(service -> arrive(now, service));
    }

    private void leave(Tick now, Service service) {
        HealthReason removed = new HealthReason.Removed();
        Optional<Service> successor = roster.service(service.id());
        if (successor.isEmpty()) {
            service.leave(now, removed);
            desk.add(new HealthEffect.ServiceRemoved(service.id(), removed, now));
            return;
        }
        service.servers().stream()
                .filter(server -> successor.get().server(server.id()).isEmpty())
                .forEach(server -> server.leave(now, removed, "=> Removing <="));
    }

    /// The quorum is looked at once, when every server has its state.
    private void arrive(Tick now, Service service) {
        Optional<Service> predecessor = old.service(service.id());
        for (Server server : service.servers()) {
            Optional<Server> before = predecessor.flatMap(it -> it.server(server.id()));
            if (before.isPresent()) {
                server.carry(before.get());
                server.weigh(now, files, new HealthReason.Reconfigured());
                server.consider(now, new HealthReason.Reconfigured());
            } else {
                server.start(now, files, desk.spec().initialNotifies());
            }
        }
        if (predecessor.isPresent()) {
            service.carry(predecessor.get());
            service.resume(now);
        } else {
            service.start(now);
        }
    }
}
