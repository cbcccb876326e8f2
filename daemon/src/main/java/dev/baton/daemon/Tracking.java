package dev.baton.daemon;

import dev.baton.daemon.track.Trackers;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;

/// Has everything tracked that the configuration names; the work is done on a thread of its own.
final class Tracking implements Companion {
    private final Trackers trackers;

    Tracking(Bridge bridge) {
        trackers = new Trackers(bridge::tell, bridge.log()::line, FilePathFacts.ofEnvironment());
    }

    @Override
    public void configured(Tick now, Configuration configuration) {
        trackers.configure(configuration);
    }

    @Override
    public void close() {
        trackers.close();
    }
}
