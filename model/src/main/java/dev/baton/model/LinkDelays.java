package dev.baton.model;

import java.time.Duration;
import java.util.Map;

/// How long a change of an interface's link must last before it counts (`interface_up_down_delays`).
public record LinkDelays(Map<InterfaceName, Delays> byInterface) {
    public LinkDelays {
        byInterface = Map.copyOf(byInterface);
    }

    /// Of one interface; zero means at once.
    public record Delays(Duration down, Duration up) {}
}
