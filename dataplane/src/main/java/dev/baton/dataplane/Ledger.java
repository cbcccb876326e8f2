package dev.baton.dataplane;

import dev.baton.dataplane.OperationResult.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The state of a data plane with the kernel's rules about what may be done to it.
public final class Ledger {
    private static final OperationResult DONE = new OperationResult.Done();

    private final Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
    private final Map<SyncDaemon.Role, SyncDaemon> daemons = new LinkedHashMap<>();

    /// With nothing programmed.
    public Ledger() {}

    /// A service and its destinations.
    private static final class Entry {
        private VirtualService service;
        private final SequencedMap<Destination.Key, Destination> destinations = new LinkedHashMap<>();

        Entry(VirtualService service) {
            this.service = service;
        }
    }

    /// Takes one operation in, or refuses it and changes nothing.
    public OperationResult apply(Operation operation) {
        return switch (operation) {
            case Operation.AddService add -> addService(add.service());
            case Operation.EditService edit -> editService(edit.service());
            case Operation.RemoveService remove ->
                entries.remove(remove.service()) == null ? noService(remove.service()) : DONE;
            case Operation.AddDestination add -> put(add.service(), add.destination(), false);
            case Operation.EditDestination edit -> put(edit.service(), edit.destination(), true);
            case Operation.RemoveDestination remove -> remove(remove.service(), remove.destination());
            case Operation.StartSync start ->
                daemons.putIfAbsent(start.daemon().role(), start.daemon()) == null
                        ? DONE
                        : refused(Cause.EXISTS, "a " + start.daemon().role() + " sync daemon runs");
            case Operation.StopSync stop ->
                daemons.remove(stop.role()) == null
                        ? refused(Cause.UNKNOWN, "no " + stop.role() + " sync daemon runs")
                        : DONE;
        };
    }

    private OperationResult addService(VirtualService service) {
        return entries.putIfAbsent(service.key(), new Entry(service)) == null
                ? DONE
                : refused(Cause.EXISTS, service.key() + " is there");
    }

    private OperationResult editService(VirtualService service) {
        Entry entry = entries.get(service.key());
        if (entry == null) {
            return noService(service.key());
        }
        entry.service = service;
        return DONE;
    }

    private OperationResult put(ServiceKey key, Destination destination, boolean mustExist) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return noService(key);
        }
        if (destination.lowerThreshold().orElse(0)
                > destination.upperThreshold().orElse(0)) {
            return refused(Cause.INVALID, "the lower threshold of " + destination.key() + " is above the upper one");
        }
        if (entry.destinations.containsKey(destination.key()) != mustExist) {
            return mustExist
                    ? refused(Cause.UNKNOWN, destination.key() + " is not of " + key)
                    : refused(Cause.EXISTS, destination.key() + " is of " + key);
        }
        entry.destinations.put(destination.key(), destination);
        return DONE;
    }

    private OperationResult remove(ServiceKey key, Destination.Key destination) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return noService(key);
        }
        return entry.destinations.remove(destination) == null
                ? refused(Cause.UNKNOWN, destination + " is not of " + key)
                : DONE;
    }

    private static OperationResult noService(ServiceKey key) {
        return refused(Cause.NO_SERVICE, "there is no service " + key);
    }

    private static OperationResult refused(Cause cause, String detail) {
        return new OperationResult.Refused(cause, detail);
    }

    /// One service as it is now.
    public Optional<Pool> pool(ServiceKey key) {
        return Optional.ofNullable(entries.get(key)).map(Ledger::pool);
    }

    private static Pool pool(Entry entry) {
        return new Pool(entry.service, new ArrayList<>(entry.destinations.values()));
    }

    /// Everything as it is now, services in the order in which they were added.
    public ServiceTable table() {
        List<Pool> pools = entries.values().stream().map(Ledger::pool).toList();
        return new ServiceTable(pools, new ArrayList<>(daemons.values()));
    }
}
