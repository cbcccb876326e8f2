package dev.baton.model;

import java.util.List;

/// One `track_group`: instances that a static address, route or rule depends on.
public record TrackGroupSpec(String name, List<String> members) {
    public TrackGroupSpec {
        members = List.copyOf(members);
    }
}
