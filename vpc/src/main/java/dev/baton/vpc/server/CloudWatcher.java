package dev.baton.vpc.server;

import dev.baton.havip.cloud.TimelineEntry;

/// Is told what happens in the cloud, on the engine's thread; no method may block.
@FunctionalInterface
public interface CloudWatcher {
    /// Something that the console shows has happened.
    void noted(TimelineEntry entry);

    /// A resource has changed, appeared or gone.
    default void changed() {
        // Whoever only collects entries need not know.
    }
}
