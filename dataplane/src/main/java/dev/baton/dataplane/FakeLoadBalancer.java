package dev.baton.dataplane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A data plane in memory, with the kernel's rules. Refuses what a given data plane cannot do, so that tests see what
/// it would say; `parity` keeps it honest.
public final class FakeLoadBalancer implements LoadBalancer {
    private final DataPlane like;
    private final Ledger ledger = new Ledger();
    private final List<Operation> applied = new ArrayList<>();

    /// @param like whose limits it has
    public FakeLoadBalancer(DataPlane like) {
        this.like = like;
    }

    @Override
    public List<OperationResult> apply(List<Operation> operations) {
        applied.addAll(operations);
        return operations.stream()
                .map(operation -> Capabilities.refusal(like, operation).orElseGet(() -> ledger.apply(operation)))
                .toList();
    }

    @Override
    public ServiceTable services() {
        return ledger.table();
    }

    /// Nothing passes through a fake.
    @Override
    public Map<Destination.Key, Traffic> traffic(ServiceKey service) {
        Map<Destination.Key, Traffic> none = new HashMap<>();
        ledger.pool(service).stream()
                .flatMap(pool -> pool.destinations().stream())
                .forEach(destination -> none.put(destination.key(), new Traffic(0, 0, 0)));
        return none;
    }

    /// Every operation so far, the refused ones too.
    public List<Operation> applied() {
        return List.copyOf(applied);
    }
}
