package dev.baton.model;

import java.time.Duration;
import java.util.List;

/// Everything that the VRRP engine is built from.
///
/// @param scripts those that something tracks
/// @param startupDelay for which adverts are discarded and nothing changes after the start (`vrrp_startup_delay`)
public record VrrpSpec(
        List<VirtualRouterSpec> routers,
        List<SyncGroupSpec> syncGroups,
        List<TrackScriptSpec> scripts,
        List<GarpGroupSpec> garpGroups,
        Duration startupDelay) {
    public VrrpSpec {
        routers = List.copyOf(routers);
        syncGroups = List.copyOf(syncGroups);
        scripts = List.copyOf(scripts);
        garpGroups = List.copyOf(garpGroups);
    }

    /// Instances alone, without groups, scripts and delay.
    public static VrrpSpec of(List<VirtualRouterSpec> routers) {
        return new VrrpSpec(routers, List.of(), List.of(), List.of(), Duration.ZERO);
    }
}
