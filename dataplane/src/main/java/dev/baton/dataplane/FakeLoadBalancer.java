package dev.baton.dataplane;

import dev.baton.dataplane.OperationResult.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A data plane in memory, with the kernel's rules. Refuses what a given data plane cannot do, so that tests see what
/// it would say; `parity` keeps it honest.
public final class FakeLoadBalancer implements LoadBalancer {
    private final DataPlane like;
    private final Ledger ledger = new Ledger();
    private final List<Operation> applied = new ArrayList<>();
    private final Set<ServiceKey> theirs = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    /// @param like whose limits it has
    public FakeLoadBalancer(DataPlane like) {
        this.like = like;
    }

    /// Somebody else programs a service.
    public void otherAdds(VirtualService service) {
        ledger.apply(new Operation.AddService(service));
        theirs.add(service.key());
    }

    /// From now on everything fails, as when a kernel is out of memory.
    public void failWith(String detail) {
        failure = Optional.of(detail);
    }

    /// From now on it works again.
    public void recover() {
        failure = Optional.empty();
    }

    @Override
    public List<OperationResult> apply(List<Operation> operations) {
        applied.addAll(operations);
        if (failure.isPresent()) {
            OperationResult failed = new OperationResult.Refused(Cause.FAILED, failure.get());
            return operations.stream().map(_ -> failed).toList();
        }
        return operations.stream()
                .map(operation -> Capabilities.refusal(like, operation).orElseGet(() -> ledger.apply(operation)))
                .toList();
    }

    @Override
    public ServiceTable services() {
        return ledger.table();
    }

    @Override
    public void adopt(ServiceTable programmed) {
        programmed.pools().forEach(pool -> theirs.remove(pool.service().key()));
    }

    @Override
    public void clear() {
        ledger.table().pools().stream()
                .map(pool -> pool.service().key())
                .filter(key -> !theirs.contains(key))
                .toList()
                .forEach(key -> ledger.apply(new Operation.RemoveService(key)));
    }

    @Override
    public void flush() {
        theirs.clear();
        clear();
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
