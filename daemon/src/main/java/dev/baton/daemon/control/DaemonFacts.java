package dev.baton.daemon.control;

import dev.baton.model.Tick;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who answers: stands in every status.
///
/// @param configuration the file that was read
/// @param started when the daemon was
public record DaemonFacts(String configuration, Tick started) {
    Map<String, Object> tree(WallTime clock) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pid", ProcessHandle.current().pid());
        tree.put("configuration", configuration);
        tree.put("started", clock.of(started).toString());
        tree.put("uptime_seconds", clock.ageSeconds(started));
        return tree;
    }
}
