package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Reason;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the engine has been told of its host: interfaces and the addresses to send from. Shared by all routers.
final class Surroundings {
    private final Set<InterfaceName> usable = new HashSet<>();
    /// None is kept for what was never told.
    private final Map<InterfaceName, Map<IpFamily, Optional<IpAddress>>> sources = new HashMap<>();
    private final Set<IpAddress> lostSources = new HashSet<>();
    private final Trackers trackers = new Trackers();
    private Instant time = Instant.EPOCH;
    private Tick timeReadAt = Tick.ZERO;

    Trackers trackers() {
        return trackers;
    }

    void clockRead(Tick now, Instant clock) {
        time = clock;
        timeReadAt = now;
    }

    /// The time of day. Until it was told it counts from 1970, which peers that check the time refuse.
    Instant timeAt(Tick now) {
        return time.plus(now.since(timeReadAt));
    }

    /// An address that is configured as a source is there or not (`track_src_ip`).
    void sourcePresence(IpAddress address, boolean present) {
        if (present) {
            lostSources.remove(address);
        } else {
            lostSources.add(address);
        }
    }

    void linkChanged(InterfaceName device, boolean isUsable) {
        if (isUsable) {
            usable.add(device);
        } else {
            usable.remove(device);
        }
        trackers.changed(Tracked.Kind.INTERFACE, device.value(), isUsable);
    }

    void sourceChanged(Event.SourceAddressChanged change) {
        sources.computeIfAbsent(change.device(), device -> new EnumMap<>(IpFamily.class))
                .put(change.family(), change.primary());
    }

    /// The address that the router's adverts come from: the configured one, else its interface's.
    Optional<IpAddress> sourceOf(VirtualRouterSpec spec) {
        Optional<IpAddress> configured = spec.transport().source();
        if (configured.isPresent() || spec.device().isEmpty()) {
            return configured;
        }
        Map<IpFamily, Optional<IpAddress>> ofDevice = sources.get(spec.device().get());
        return ofDevice == null ? Optional.empty() : ofDevice.getOrDefault(spec.family(), Optional.empty());
    }

    /// Everything that keeps the router from taking part; empty when nothing does.
    ///
    /// @param tracked what it depends on
    List<Reason> faultsOf(VirtualRouterSpec spec, List<Tracked> tracked) {
        List<Reason> faults = new ArrayList<>();
        if (!spec.rules().dontTrackPrimary()) {
            spec.boundDevice()
                    .filter(device -> !usable.contains(device))
                    .ifPresent(device -> faults.add(new Reason.InterfaceDown(device)));
        }
        Optional<IpAddress> source = sourceOf(spec);
        if (source.isEmpty() || (spec.rules().trackSource() && lostSources.contains(source.get()))) {
            faults.add(new Reason.NoSourceAddress(spec.family(), spec.device()));
        }
        if (spec.transport() instanceof Transport.Unicast unicast
                && unicast.peers().isEmpty()) {
            faults.add(new Reason.NoPeers());
        }
        faults.addAll(trackers.faults(tracked));
        return faults;
    }
}
