package dev.baton.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One `vrrp_instance`, resolved: every default, inheritance and rounding has been applied. What the engine
/// runs.
///
/// @param device the interface; empty only for unicast without one
/// @param initialState MASTER or BACKUP, as configured or derived
/// @param advertInterval whole seconds for version 2, hundredths for version 3
/// @param downTimerAdverts adverts that may be missed before a backup takes over
/// @param tracked the track lists in the order of the file
/// @param keeping how its addresses are kept while it is MASTER
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
        AdvertRules rules,
        List<Tracked> tracked,
        AddressKeeping keeping) {
    public VirtualRouterSpec {
        virtualAddresses = List.copyOf(virtualAddresses);
        excludedAddresses = List.copyOf(excludedAddresses);
        tracked = List.copyOf(tracked);
        if (advertInterval.isNegative() || advertInterval.isZero()) {
            throw new IllegalArgumentException("an advertisement interval is longer than nothing");
        }
        if (virtualAddresses.size() > 255) {
            throw new IllegalArgumentException("an advert counts up to 255 virtual addresses");
        }
        if (downTimerAdverts < 1) {
            throw new IllegalArgumentException("a master cannot be given up before it missed an advert");
        }
        if (priority.isResignation()) {
            throw new IllegalArgumentException("priority 0 says that a router leaves; it cannot be configured");
        }
        if (device.isPresent() && vrf(transport).isPresent()) {
            throw new IllegalArgumentException("an interface is in the routing domain that it is in");
        }
    }

    /// What its packets go through and come from (`SO_BINDTODEVICE`): its interface, or without one the device of its
    /// VRF. Empty means any.
    public Optional<InterfaceName> boundDevice() {
        return device.or(() -> vrf(transport));
    }

    private static Optional<InterfaceName> vrf(Transport transport) {
        return transport instanceof Transport.Unicast unicast ? unicast.vrf() : Optional.empty();
    }

    /// An instance that tracks nothing and keeps its addresses as is usual.
    public VirtualRouterSpec(
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
        this(
                name,
                device,
                vrid,
                family,
                version,
                initialState,
                priority,
                advertInterval,
                downTimerAdverts,
                authentication,
                transport,
                virtualAddresses,
                excludedAddresses,
                preemption,
                announcing,
                rules,
                List.of(),
                AddressKeeping.DEFAULT);
    }

    /// The same instance with another priority.
    public VirtualRouterSpec withPriority(Priority other) {
        return new VirtualRouterSpec(
                name,
                device,
                vrid,
                family,
                version,
                initialState,
                other,
                advertInterval,
                downTimerAdverts,
                authentication,
                transport,
                virtualAddresses,
                excludedAddresses,
                preemption,
                announcing,
                rules,
                tracked,
                keeping);
    }

    /// The same instance on another interface.
    public VirtualRouterSpec on(InterfaceName other) {
        return with(Optional.of(other), virtualAddresses, excludedAddresses, tracked);
    }

    /// The same instance with its addresses elsewhere.
    public VirtualRouterSpec withAddresses(List<VirtualAddress> virtual, List<VirtualAddress> excluded) {
        return with(device, virtual, excluded, tracked);
    }

    /// The same instance with another track list.
    public VirtualRouterSpec withTracked(List<Tracked> other) {
        return with(device, virtualAddresses, excludedAddresses, other);
    }

    private VirtualRouterSpec with(
            Optional<InterfaceName> otherDevice,
            List<VirtualAddress> otherVirtual,
            List<VirtualAddress> otherExcluded,
            List<Tracked> otherTracked) {
        return new VirtualRouterSpec(
                name,
                otherDevice,
                vrid,
                family,
                version,
                initialState,
                priority,
                advertInterval,
                downTimerAdverts,
                authentication,
                transport,
                otherVirtual,
                otherExcluded,
                preemption,
                announcing,
                rules,
                otherTracked,
                keeping);
    }

    /// The same instance with other rules.
    public VirtualRouterSpec withRules(AdvertRules other) {
        return new VirtualRouterSpec(
                name,
                device,
                vrid,
                family,
                version,
                initialState,
                priority,
                advertInterval,
                downTimerAdverts,
                authentication,
                transport,
                virtualAddresses,
                excludedAddresses,
                preemption,
                announcing,
                other,
                tracked,
                keeping);
    }

    /// The same instance with its addresses kept otherwise.
    public VirtualRouterSpec withKeeping(AddressKeeping other) {
        return new VirtualRouterSpec(
                name,
                device,
                vrid,
                family,
                version,
                initialState,
                priority,
                advertInterval,
                downTimerAdverts,
                authentication,
                transport,
                virtualAddresses,
                excludedAddresses,
                preemption,
                announcing,
                rules,
                tracked,
                other);
    }
}
