package dev.baton.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One `vrrp_instance`, resolved: every default, inheritance and rounding has been applied. What the engine runs.
///
/// @param device the interface; empty only for unicast without one
/// @param initialState MASTER or BACKUP, as configured or derived
/// @param advertInterval whole seconds for version 2, hundredths for version 3
/// @param downTimerAdverts adverts that may be missed before a backup takes over
public record VirtualRouterSpec(
        String name,
        Optional<InterfaceName> device,
        Vrid vrid,
        IpFamily family,
        VrrpVersion version,
        RouterState initialState,
        Priority priority,
        Duration advertInterval,
        int downTimerAdverts,
        Authentication authentication,
        Transport transport,
        List<VirtualAddress> virtualAddresses,
        List<VirtualAddress> excludedAddresses,
        Preemption preemption,
        Announcing announcing,
        AdvertRules rules) {
    public VirtualRouterSpec {
        virtualAddresses = List.copyOf(virtualAddresses);
        excludedAddresses = List.copyOf(excludedAddresses);
    }
}
