package dev.baton.dataplane;

import dev.baton.model.BalancingSpec.IdleTimeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A data plane. Implementations are a kernel's: nftables, IPVS; and [FakeLoadBalancer].
///
/// Established connections survive every operation but the removal of their service, and that of their destination
/// where the kernel cannot keep them.
public interface LoadBalancer extends AutoCloseable {
    /// Carries out operations in their order. Each stands by itself: one that is refused changes nothing and does not
    /// hold up those after it.
    ///
    /// @return one result for each operation
    List<OperationResult> apply(List<Operation> operations);

    /// What is programmed now, read back, in no particular order of pools.
    ServiceTable services();

    /// What passed through a service since it was added, by destination; empty for an unknown one.
    Map<Destination.Key, Traffic> traffic(ServiceKey service);

    /// The same for every service.
    default Map<ServiceKey, Map<Destination.Key, Traffic>> traffic() {
        Map<ServiceKey, Map<Destination.Key, Traffic>> all = new HashMap<>();
        services().pools().forEach(pool -> {
            ServiceKey key = pool.service().key();
            all.put(key, traffic(key));
        });
        return all;
    }

    /// From now on these services count as ours: a daemon before this one programmed them.
    default void adopt(ServiceTable programmed) {}

    /// Puts back what somebody else took away of ours. To be called now and then.
    ///
    /// @return whether something was missing
    default boolean restore() {
        return false;
    }

    /// Everything of ours goes, as at the daemon's end.
    default void clear() {
        apply(Diff.between(services(), ServiceTable.EMPTY));
    }

    /// Everything goes, also what others programmed, as far as the data plane is not ours alone.
    default void flush() {
        clear();
    }

    /// When idle connections are forgotten, where the data plane has a say in it; as before at [#close()].
    default void timeouts(IdleTimeouts asked) {}

    /// Gives back what it holds open; what is programmed stays.
    @Override
    default void close() {}

    /// What passed so far.
    ///
    /// @param connections that were begun
    record Traffic(long connections, long packets, long bytes) {}
}
