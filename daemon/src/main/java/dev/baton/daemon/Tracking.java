package dev.baton.daemon;

import dev.baton.daemon.track.Trackers;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.Tick;
import dev.baton.vrrp.Event;
import java.util.function.ObjLongConsumer;

/// Has everything tracked that the configuration names; the work is done on a thread of its own.
final class Tracking implements Companion {
    private final Trackers trackers;

    /// @param fileValue is told of tracked files too, from another thread
    Tracking(Bridge bridge, ObjLongConsumer<String> fileValue) {
        trackers = new Trackers(
                event -> {
                    bridge.tell(event);
                    if (event instanceof Event.FileValueChanged(String file, long value)) {
                        fileValue.accept(file, value);
                    }
                },
                (device, alive) -> linkBeat(bridge, device, alive),
                bridge.log()::line,
                FilePathFacts.ofEnvironment());
    }

    /// What polling finds counts together with what the kernel tells.
    private static void linkBeat(Bridge bridge, InterfaceName device, boolean alive) {
        bridge.loop().post(() -> bridge.links().accept(bridge.network().linkBeat(device, alive)));
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
