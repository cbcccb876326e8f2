package dev.baton.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a change of an interface's link must last before it counts (`interface_up_down_delays`).
///
/// @param byInterface in the order of the file
public record LinkDelays(Map<InterfaceName, Delays> byInterface) {
    public LinkDelays {
        byInterface = Collections.unmodifiableMap(new LinkedHashMap<>(byInterface));
    }

    /// Of one interface; zero means at once.
    public record Delays(Duration down, Duration up) {}
}
