package dev.baton.vrrp;

import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.SyncGroupSpec;
import dev.baton.model.Tick;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Routers that are MASTER together or not at all (`vrrp_sync_group`).
final class SyncGroup {
    private final SyncGroupSpec spec;
    private final List<VirtualRouter> members = new ArrayList<>();
    private final boolean weightsCount;

    /// @param routers every router that is configured, members or not
    SyncGroup(SyncGroupSpec spec, List<VirtualRouterSpec> routers) {
        this.spec = spec;
        boolean hasOwner = routers.stream()
                .filter(router -> spec.members().contains(router.name()))
                .anyMatch(router -> router.priority().isOwner());
        weightsCount = spec.trackingWeight() && !hasOwner;
    }

    String name() {
        return spec.name();
    }

    void join(VirtualRouter router) {
        members.add(router);
    }

    /// What a member depends on: its own track lists and the group's. Unless weights count in this group,
    /// weighted objects are left out and weighted interfaces count as a fault.
    List<Tracked> trackedBy(VirtualRouterSpec member) {
        List<Tracked> all = new ArrayList<>(member.tracked());
        all.addAll(spec.tracked());
        if (weightsCount) {
            return all;
        }
        return all.stream()
                .filter(tracked -> isAlwaysAFault(tracked) || tracked.kind() == Tracked.Kind.INTERFACE)
                .map(tracked -> new Tracked(tracked.kind(), tracked.name(), 0, tracked.reverse()))
                .toList();
    }

    private static boolean isAlwaysAFault(Tracked tracked) {
        return tracked.weight() == 0;
    }

    /// True if every other member is MASTER or wants to be.
    boolean allowsMaster(VirtualRouter who) {
        return othersThan(who).allMatch(other -> other.state() == RouterState.MASTER || other.wantsMaster());
    }

    boolean consistsOfOwners() {
        return members.stream().allMatch(member -> member.spec().priority().isOwner());
    }

    /// A member has become MASTER: so do all.
    void becameMaster(Tick now, VirtualRouter who, Reason cause) {
        othersThan(who)
                .filter(other -> other.state() == RouterState.BACKUP)
                .forEach(other -> other.becomeMaster(now, moved(who, cause)));
    }

    /// A member has left MASTER: so do all.
    void becameBackup(Tick now, VirtualRouter who, Reason cause) {
        othersThan(who)
                .filter(other -> other.state() == RouterState.MASTER)
                .forEach(other -> other.becomeBackup(now, moved(who, cause)));
    }

    /// A member heard a router that lost against it: the addresses of all members may have been claimed.
    void contested(Tick now, VirtualRouter who) {
        othersThan(who).filter(other -> other.state() == RouterState.MASTER).forEach(other -> other.announceAgain(now));
    }

    /// The first fault of another member; a group has every fault of its members.
    Optional<Reason> faultOfOthers(VirtualRouter who) {
        return othersThan(who)
                .filter(Predicate.not(other -> other.ownFaults().isEmpty()))
                .findFirst()
                .map(other -> moved(other, other.ownFaults().getFirst()));
    }

    private Reason moved(VirtualRouter member, Reason cause) {
        return cause instanceof Reason.GroupMoved
                ? cause
                : new Reason.GroupMoved(spec.name(), member.spec().name(), cause);
    }

    private Stream<VirtualRouter> othersThan(VirtualRouter who) {
        return members.stream().filter(member -> member != who);
    }

    List<VirtualRouter> members() {
        return List.copyOf(members);
    }
}
