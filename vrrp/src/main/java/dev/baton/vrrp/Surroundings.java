package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Reason;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the engine has been told of its host: interfaces and the addresses to send from. Shared by all routers.
final class Surroundings {
    private final Set<InterfaceName> usable = new HashSet<>();
    private final Map<InterfaceName, Map<IpFamily, IpAddress>> sources = new HashMap<>();

    void linkChanged(InterfaceName device, boolean isUsable) {
        if (isUsable) {
            usable.add(device);
        } else {
            usable.remove(device);
        }
    }

    void sourceChanged(Event.SourceAddressChanged change) {
        Map<IpFamily, IpAddress> ofDevice = sources.computeIfAbsent(change.device(), device -> new HashMap<>());
        if (change.primary().isPresent()) {
            ofDevice.put(change.family(), change.primary().get());
        } else {
            ofDevice.remove(change.family());
        }
    }

    /// The address that the router's adverts come from: the configured one, else its interface's.
    Optional<IpAddress> sourceOf(VirtualRouterSpec spec) {
        return spec.transport()
                .source()
                .or(() -> spec.device()
                        .flatMap(device -> Optional.ofNullable(
                                sources.getOrDefault(device, Map.of()).get(spec.family()))));
    }

    /// Everything that keeps the router from taking part; empty when nothing does.
    List<Reason> faultsOf(VirtualRouterSpec spec) {
        List<Reason> faults = new ArrayList<>();
        spec.device()
                .filter(device -> !usable.contains(device))
                .ifPresent(device -> faults.add(new Reason.InterfaceDown(device)));
        if (sourceOf(spec).isEmpty()) {
            faults.add(new Reason.NoSourceAddress(spec.family(), spec.device()));
        }
        return faults;
    }
}
