package dev.baton.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The operations that turn one state of a data plane into another: none for what is equal, one for each thing that
/// differs. Within a service what is new comes before what goes, so that it is never without a server in between.
public final class Diff {
    private final List<Operation> operations = new ArrayList<>();

    private Diff() {}

    /// From everything that is to everything that shall be.
    public static List<Operation> between(ServiceTable actual, ServiceTable desired) {
        Diff diff = new Diff();
        Map<ServiceKey, Pool> before = actual.index();
        for (Pool pool : desired.pools()) {
            diff.change(Optional.ofNullable(before.remove(pool.service().key())), pool);
        }
        before.keySet().forEach(key -> diff.operations.add(new Operation.RemoveService(key)));
        diff.changeDaemons(actual.daemons(), desired.daemons());
        return List.copyOf(diff.operations);
    }

    /// From one service as it is to the same service as it shall be.
    ///
    /// @throws IllegalArgumentException for two different services
    public static List<Operation> between(Pool actual, Pool desired) {
        if (!actual.service().key().equals(desired.service().key())) {
            throw new IllegalArgumentException(
                    actual.service().key() + " is not " + desired.service().key());
        }
        Diff diff = new Diff();
        diff.change(Optional.of(actual), desired);
        return List.copyOf(diff.operations);
    }

    private void change(Optional<Pool> actual, Pool desired) {
        ServiceKey key = desired.service().key();
        if (actual.isEmpty()) {
            operations.add(new Operation.AddService(desired.service()));
            desired.destinations().forEach(each -> operations.add(new Operation.AddDestination(key, each)));
            return;
        }
        if (!actual.get().service().equals(desired.service())) {
            operations.add(new Operation.EditService(desired.service()));
        }
        SequencedMap<Destination.Key, Destination> before = actual.get().index();
        for (Destination destination : desired.destinations()) {
            Destination old = before.remove(destination.key());
            if (old == null) {
                operations.add(new Operation.AddDestination(key, destination));
            } else if (!old.equals(destination)) {
                operations.add(new Operation.EditDestination(key, destination));
            }
        }
        before.keySet().forEach(gone -> operations.add(new Operation.RemoveDestination(key, gone)));
    }

    /// A daemon cannot be changed while it runs.
    private void changeDaemons(List<SyncDaemon> actual, List<SyncDaemon> desired) {
        actual.stream()
                .filter(daemon -> !desired.contains(daemon))
                .forEach(daemon -> operations.add(new Operation.StopSync(daemon.role())));
        desired.stream()
                .filter(daemon -> !actual.contains(daemon))
                .forEach(daemon -> operations.add(new Operation.StartSync(daemon)));
    }
}
