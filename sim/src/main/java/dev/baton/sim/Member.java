package dev.baton.sim;

import dev.baton.model.IpAddress;
import dev.baton.model.Priority;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import java.util.List;
import java.util.stream.Stream;

/// One virtual router on one machine, as the outside sees it.
final class Member {
    final Machine machine;
    /// As its daemon knows it, or will when it wakes up.
    VirtualRouterSpec spec;
    /// True time of the last change of the configuration.
    private long specSince = Long.MIN_VALUE;
    /// Every address that it holds as MASTER.
    final List<IpAddress> addresses;
    private RouterState state = RouterState.INIT;
    private RouterState remembered = RouterState.INIT;
    private Reason reason = new Reason.Started();
    private long stateSince;
    private long countingSince;
    private int adverts;
    private long backupSince = Long.MAX_VALUE;
    private long leftMasterAt = Long.MIN_VALUE;
    private long lastAdvertAt = Long.MIN_VALUE;

    Member(Machine machine, VirtualRouterSpec spec) {
        this.machine = machine;
        this.spec = spec;
        addresses = Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream())
                .map(VirtualAddress::address)
                .toList();
    }

    void reprioritised(long now, Priority priority) {
        spec = spec.withPriority(priority);
        specSince = now;
    }

    /// True time since which the configuration is what it is; [Long#MIN_VALUE] if it never changed.
    long specSince() {
        return specSince;
    }

    void entered(long now, RouterState next, Reason why) {
        if (isMaster()) {
            leftMasterAt = now;
        }
        if (next == RouterState.BACKUP) {
            backupSince = now;
        }
        state = next;
        reason = why;
        stateSince = now;
    }

    /// The daemon is gone, and with it whatever it was.
    void vanished(long now) {
        if (isMaster()) {
            leftMasterAt = now;
        }
        state = RouterState.INIT;
        stateSince = now;
    }

    /// Keeps the state in which the member is before its daemon reads something.
    void rememberState() {
        remembered = state;
    }

    /// The state before the daemon read what it read last.
    RouterState stateBefore() {
        return remembered;
    }

    void advertised(long now) {
        lastAdvertAt = now;
        if (now - countingSince > intervalNanos()) {
            countingSince = now;
            adverts = 0;
        }
        adverts++;
    }

    RouterState state() {
        return state;
    }

    Reason reason() {
        return reason;
    }

    /// True time.
    long stateSince() {
        return stateSince;
    }

    /// True time at which it became BACKUP last; [Long#MAX_VALUE] if it never did.
    long backupSince() {
        return backupSince;
    }

    /// True time at which it was MASTER last; [Long#MIN_VALUE] if it never was.
    long leftMasterAt() {
        return leftMasterAt;
    }

    /// True time of its last advert; [Long#MIN_VALUE] if it never sent one.
    long lastAdvertAt() {
        return lastAdvertAt;
    }

    /// How many adverts it has sent in the current interval.
    int advertsInInterval() {
        return adverts;
    }

    boolean isMaster() {
        return state == RouterState.MASTER;
    }

    boolean isBaton() {
        return machine.spec().software() == Software.BATON;
    }

    String node() {
        return machine.name();
    }

    long intervalNanos() {
        return spec.advertInterval().toNanos();
    }

    boolean holdsAll() {
        for (IpAddress address : addresses) {
            if (!machine.kernel().holds(address)) {
                return false;
            }
        }
        return true;
    }

    boolean holdsAny() {
        for (IpAddress address : addresses) {
            if (machine.kernel().holds(address)) {
                return true;
            }
        }
        return false;
    }

    /// True if the kernel holds an address that it will remove by itself.
    boolean holdsLeased() {
        for (IpAddress address : addresses) {
            if (machine.kernel().isLeased(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return node() + "/" + spec.name();
    }
}
