package dev.baton.dataplane;

import java.util.List;
import java.util.Map;

/// A data plane. Implementations are a kernel's: nftables, IPVS; and [FakeLoadBalancer].
///
/// Established connections survive every operation but the removal of their service, and that of their destination
/// where the kernel cannot keep them.
public interface LoadBalancer {
    /// Carries out operations in their order. Each stands by itself: one that is refused changes nothing and does not
    /// hold up those after it.
    ///
    /// @return one result for each operation
    List<OperationResult> apply(List<Operation> operations);

    /// What is programmed now, read back, in no particular order of pools.
    ServiceTable services();

    /// What passed through a service since it was added, by destination; empty for an unknown one.
    Map<Destination.Key, Traffic> traffic(ServiceKey service);

    /// What passed so far.
    ///
    /// @param connections that were begun
    record Traffic(long connections, long packets, long bytes) {}
}
