package dev.baton.sim;

import dev.baton.model.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The virtual addresses that a machine's kernel holds, some of them with a lifetime.
final class KernelAddresses {
    private final Map<IpAddress, Long> removedAt = new HashMap<>();
    private long earliest = Long.MAX_VALUE;

    /// Adds an address or changes its lifetime.
    ///
    /// @param until true time at which the kernel removes it; [Long#MAX_VALUE] for never
    void put(IpAddress address, long until) {
        removedAt.put(address, until);
        findEarliest();
    }

    void remove(IpAddress address) {
        removedAt.remove(address);
        findEarliest();
    }

    void clear() {
        removedAt.clear();
        findEarliest();
    }

    boolean holds(IpAddress address) {
        return removedAt.containsKey(address);
    }

    boolean isLeased(IpAddress address) {
        return removedAt.getOrDefault(address, Long.MAX_VALUE) != Long.MAX_VALUE;
    }

    Set<IpAddress> held() {
        return Set.copyOf(removedAt.keySet());
    }

    /// When the next lifetime ends; [Long#MAX_VALUE] if none does.
    long nextExpiry() {
        return earliest;
    }

    /// Removes one address whose lifetime is over.
    Optional<IpAddress> expire(long now) {
        for (Map.Entry<IpAddress, Long> each : removedAt.entrySet()) {
            if (each.getValue() <= now) {
                IpAddress address = each.getKey();
                remove(address);
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private void findEarliest() {
        earliest = Long.MAX_VALUE;
        for (long until : removedAt.values()) {
            earliest = Math.min(earliest, until);
        }
    }
}
