package dev.baton.daemon.track;

import dev.baton.daemon.script.Admission;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.model.TrackScriptSpec;
import dev.baton.vrrp.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Runs every `vrrp_script` that something tracks, and tells how each run ended.
///
/// Used on the tracking thread only.
final class ScriptTracker {
    private final LoopThread thread;
    private final Consumer<Event> engine;
    private final List<ScriptRuns> runs = new ArrayList<>();
    /// Scripts that were configured before: `init_fail` is for those that start.
    private final Set<String> known = new HashSet<>();

    ScriptTracker(LoopThread thread, Consumer<Event> engine) {
        this.thread = thread;
        this.engine = engine;
    }

    /// Ends the former scripts and starts these, each at once. What is not permitted has been left out before.
    void configure(List<TrackScriptSpec> scripts, ScriptRules rules) {
        abandon();
        for (TrackScriptSpec spec : scripts) {
            if (rules.admit(spec) instanceof Admission.Admitted(var launch)) {
                if (known.add(spec.name()) && spec.initFail()) {
                    engine.accept(new Event.ScriptEnded(spec.name(), false));
                }
                ScriptRuns started = new ScriptRuns(spec, launch, thread, engine);
                runs.add(started);
                started.begin();
            }
        }
        known.retainAll(scripts.stream().map(TrackScriptSpec::name).toList());
    }

    /// Has every script that is running end; its result does not count.
    void abandon() {
        runs.forEach(ScriptRuns::abandon);
        runs.clear();
    }

    /// As [#abandon], and nothing is left of them when it returns.
    void end() {
        List<ScriptRuns> last = List.copyOf(runs);
        abandon();
        last.forEach(ScriptRuns::kill);
    }
}
