package dev.baton.vrrp;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one router is like at this moment: a copy that stays as it is.
///
/// @param effectivePriority the configured priority after tracking
/// @param master the master's address as far as known; ours while MASTER
/// @param masterPriority the priority of the last advert of the master that is followed; 0 if there is none
/// @param masterInterval the pace at which that master advertises
/// @param lastTransition when the state was entered
/// @param lastReason why
/// @param counters every counter; the map must not change any more
/// @param faults what keeps the router from taking part, empty unless FAULT or INIT
public record RouterView(
        VirtualRouterSpec spec,
        RouterState state,
        Priority effectivePriority,
        Optional<IpAddress> master,
        int masterPriority,
        Duration masterInterval,
        Tick lastTransition,
        Reason lastReason,
        List<Reason> faults,
        Map<Counter, Long> counters) {
    public RouterView {
        faults = List.copyOf(faults);
        counters = Collections.unmodifiableMap(counters);
    }

    public String name() {
        return spec.name();
    }
}
