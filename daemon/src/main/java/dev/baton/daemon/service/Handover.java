package dev.baton.daemon.service;

import dev.baton.daemon.service.Balancing.Wanted;
import dev.baton.model.BalancingSpec;
import dev.baton.model.ServiceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the checks want of the data plane and it has not taken yet: the latest configuration, and of each service that
/// changed since only what was found last. However long the data plane is at work, this grows no further than that.
///
/// Put and taken by different threads.
final class Handover {
    /// What was put since the last time; first the configuration, then the changes.
    record Order(Optional<Everything> everything, List<Wanted> changed) {}

    /// All services as a configuration wants them.
    record Everything(BalancingSpec asked, List<Wanted> services) {}

    private final Runnable tell;
    private Optional<Everything> everything = Optional.empty();
    private Map<ServiceId, Wanted> changed = new LinkedHashMap<>();

    /// @param tell that there is something to take; not again before it has been taken
    Handover(Runnable tell) {
        this.tell = tell;
    }

    /// Replaces all that waits.
    synchronized void configure(BalancingSpec asked, List<Wanted> services) {
        boolean isKnown = isWaiting();
        everything = Optional.of(new Everything(asked, services));
        changed.clear();
        if (!isKnown) {
            tell.run();
        }
    }

    /// These services as they should be now.
    synchronized void change(List<Wanted> services) {
        boolean isKnown = isWaiting();
        services.forEach(service -> changed.put(service.id(), service));
        if (!isKnown && isWaiting()) {
            tell.run();
        }
    }

    private boolean isWaiting() {
        return everything.isPresent() || !changed.isEmpty();
    }

    synchronized Order take() {
        Order taken = new Order(everything, List.copyOf(changed.values()));
        everything = Optional.empty();
        changed = new LinkedHashMap<>();
        return taken;
    }
}
