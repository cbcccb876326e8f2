package dev.baton.vrrp;

import dev.baton.model.Reason;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What keeps a router from taking part, and what tracking does to its priority.
final class Condition {
    private final VirtualRouterSpec spec;
    private final Surroundings surroundings;
    private final EffectivePriority effective;
    private List<Reason> own = List.of();
    private List<Reason> all = List.of();
    private boolean defective;

    Condition(VirtualRouterSpec spec, Surroundings surroundings, EffectivePriority effective) {
        this.spec = spec;
        this.surroundings = surroundings;
        this.effective = effective;
    }

    /// Looks at everything outside that the router depends on.
    void examine(List<Tracked> tracked) {
        own = surroundings.faultsOf(spec, tracked);
        effective.adjust(surroundings.trackers().adjustment(tracked));
    }

    /// The router's own faults, without those of its group.
    List<Reason> own() {
        return own;
    }

    /// A group has the faults of all its members.
    void share(Optional<Reason> ofOthers) {
        all = new ArrayList<>(own);
        ofOthers.ifPresent(all::add);
    }

    List<Reason> all() {
        return all;
    }

    /// The engine contradicted itself: nothing but a new configuration helps.
    void breakDown(Reason.Defect defect) {
        defective = true;
        all = List.of(defect);
    }

    boolean isDefective() {
        return defective;
    }

    /// The first fault that puts a router out of action. What has not reported yet only keeps it from starting.
    Optional<Reason> hardFault() {
        return all.stream().filter(fault -> !isAwaited(fault)).findFirst();
    }

    private static boolean isAwaited(Reason fault) {
        return switch (fault) {
            case Reason.AwaitingTracked awaiting -> true;
            case Reason.GroupMoved(String group, String member, Reason cause) -> isAwaited(cause);
            case Reason other -> false;
        };
    }
}
