package dev.baton.config.resolve;

import dev.baton.model.BfdSpec;
import dev.baton.model.TrackFileSpec;
import dev.baton.model.TrackProcessSpec;
import dev.baton.model.TrackScriptSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/// What can be tracked, by name. Only complete definitions are here.
final class Trackers {
    private final Map<String, WeightedScript> scripts = new LinkedHashMap<>();
    private final Map<String, TrackFileSpec> files = new LinkedHashMap<>();
    private final Map<String, TrackProcessSpec> processes = new LinkedHashMap<>();
    private final Map<String, BfdSpec> bfd = new LinkedHashMap<>();

    /// A script with the weight that its users inherit.
    record WeightedScript(TrackScriptSpec spec, int weight, boolean reverse) {}

    Map<String, WeightedScript> scripts() {
        return scripts;
    }

    Map<String, TrackFileSpec> files() {
        return files;
    }

    Map<String, TrackProcessSpec> processes() {
        return processes;
    }

    Map<String, BfdSpec> bfd() {
        return bfd;
    }
}
