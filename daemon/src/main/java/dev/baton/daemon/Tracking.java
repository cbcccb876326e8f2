package dev.baton.daemon;

import dev.baton.daemon.track.Trackers;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;

/// Has everything tracked that the configuration names; the work is done on a thread of its own.
final class Tracking implements Companion {
    private final Trackers trackers;

    Tracking(Bridge bridge) {
        trackers = new Trackers(
                bridge::tell,
                (device, alive) -> linkBeat(bridge, device, alive),
                bridge.log()::line,
                FilePathFacts.ofEnvironment());
    }

    /// What polling finds counts together with what the kernel tells.
    private static void linkBeat(Bridge bridge, InterfaceName device, boolean alive) {
        bridge.loop().post(() -> bridge.network().linkBeat(device, alive).forEach(bridge::tell));
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
