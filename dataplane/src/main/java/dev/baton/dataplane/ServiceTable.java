package dev.baton.dataplane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a data plane is, or is to be, programmed with. A value.
public record ServiceTable(List<Pool> pools, List<SyncDaemon> daemons) {
    public static final ServiceTable EMPTY = new ServiceTable(List.of(), List.of());

    public ServiceTable {
        pools = List.copyOf(pools);
        daemons = List.copyOf(daemons);
        if (index(pools).size() != pools.size()) {
            throw new IllegalArgumentException("two services are the same");
        }
    }

    /// These pools without those whose key an earlier one has.
    public static ServiceTable of(List<Pool> pools, List<SyncDaemon> daemons) {
        Map<ServiceKey, Pool> first = new LinkedHashMap<>();
        pools.forEach(pool -> first.putIfAbsent(pool.service().key(), pool));
        return new ServiceTable(new ArrayList<>(first.values()), daemons);
    }

    Map<ServiceKey, Pool> index() {
        return index(pools);
    }

    private static Map<ServiceKey, Pool> index(List<Pool> pools) {
        Map<ServiceKey, Pool> index = new LinkedHashMap<>();
        pools.forEach(pool -> index.put(pool.service().key(), pool));
        return index;
    }

    /// The pool of this service.
    public Optional<Pool> pool(ServiceKey key) {
        return pools.stream().filter(pool -> pool.service().key().equals(key)).findFirst();
    }
}
