package dev.baton.model;

import java.util.List;

/// One `vrrp_sync_group`: instances that are MASTER together or not at all.
///
/// @param members names of instances, at least one
/// @param tracked what the group as a whole depends on
/// @param trackingWeight whether weights of tracked objects count in a group (`sync_group_tracking_weight`)
public record SyncGroupSpec(String name, List<String> members, List<Tracked> tracked, boolean trackingWeight) {
    public SyncGroupSpec {
        members = List.copyOf(members);
        tracked = List.copyOf(tracked);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("sync group " + name + " has no member");
        }
    }

    /// The same group with another list of what it depends on.
    public SyncGroupSpec withTracked(List<Tracked> other) {
        return new SyncGroupSpec(name, members, other, trackingWeight);
    }
}
