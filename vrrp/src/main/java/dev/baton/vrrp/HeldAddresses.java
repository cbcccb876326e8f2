package dev.baton.vrrp;

import dev.baton.model.AddressKeeping;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses that a router holds while it is MASTER: virtual ones, then excluded ones, each with its
/// device.
final class HeldAddresses {
    private static final long RENEWAL_MIN_NANOS = AddressKeeping.RENEWAL_MIN.toNanos();

    private final String router;
    private final List<VirtualAddress> all;
    private final Journal journal;
    private Optional<Duration> lease = Optional.empty();
    private Tick leasedAt = Tick.ZERO;
    /// The same every time.
    private Optional<Effect.RenewLease> renewal = Optional.empty();

    HeldAddresses(VirtualRouterSpec spec, Journal journal) {
        this.journal = journal;
        router = spec.name();
        all = Stream.concat(spec.virtualAddresses().stream(), spec.excludedAddresses().stream())
                .map(address -> address.onDevice(spec.device()))
                .toList();
    }

    List<VirtualAddress> all() {
        return all;
    }

    void take(Tick now, Optional<Duration> newLease) {
        lease = newLease;
        leasedAt = now;
        journal.emit(new Effect.AddAddresses(router, all, lease));
    }

    /// An advert went out: whoever heard it waits anew, so the kernel may do so too. Not with every advert if they
    /// come fast.
    void renew(Tick now) {
        if (now.nanos() - leasedAt.nanos() < RENEWAL_MIN_NANOS) {
            return;
        }
        leasedAt = now;
        if (lease.isPresent()) {
            if (renewal.isEmpty() || !renewal.get().lease().equals(lease.get())) {
                renewal = Optional.of(new Effect.RenewLease(router, all, lease.get()));
            }
            journal.emit(renewal.get());
        }
    }

    /// True if the kernel must have removed the addresses by now.
    boolean haveExpired(Tick now) {
        return lease.isPresent() && leasedAt.plus(lease.get()).isReachedAt(now);
    }

    /// True if what somebody else deletes is put back.
    boolean holds(IpAddress address) {
        return all.stream()
                .anyMatch(virtual -> virtual.tracked() && virtual.address().equals(address));
    }

    void release() {
        journal.emit(new Effect.RemoveAddresses(router, all));
    }

    /// Adds again what somebody else removed; what is not tracked stays away.
    List<VirtualAddress> putBack(IpAddress address) {
        List<VirtualAddress> lost = all.stream()
                .filter(virtual -> virtual.tracked() && virtual.address().equals(address))
                .toList();
        if (!lost.isEmpty()) {
            journal.count(Counter.ADDRESS_LOST);
            journal.observe(new Observation.AddressPutBack(address));
            journal.emit(new Effect.AddAddresses(router, lost, lease));
        }
        return lost;
    }

    /// A MASTER goes on with other addresses: what is new is added, what is gone is removed.
    ///
    /// @return true if something was added
    boolean replace(Tick now, HeldAddresses before, Optional<Duration> newLease) {
        lease = newLease;
        leasedAt = now;
        List<VirtualAddress> gone =
                before.all.stream().filter(address -> !all.contains(address)).toList();
        List<VirtualAddress> added =
                all.stream().filter(address -> !before.all.contains(address)).toList();
        if (!gone.isEmpty()) {
            journal.emit(new Effect.RemoveAddresses(router, gone));
        }
        if (!added.isEmpty()) {
            journal.emit(new Effect.AddAddresses(router, added, lease));
        }
        return !added.isEmpty();
    }
}
