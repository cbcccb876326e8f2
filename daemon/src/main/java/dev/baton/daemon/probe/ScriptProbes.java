package dev.baton.daemon.probe;

import dev.baton.daemon.script.Admission;
import dev.baton.daemon.script.Launch;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec.Misc;
import dev.baton.linux.ChildProcess;
import dev.baton.linux.KernelException;
import dev.baton.model.Script;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Runs the scripts of `MISC_CHECK`, each as its user. Used on one thread only.
final class ScriptProbes implements AutoCloseable {
    private final LoopThread thread;
    private final Consumer<Runnable> later;
    private final Map<Script, Admission> admissions = new HashMap<>();
    private final Set<ScriptProbe> running = new HashSet<>();
    private ScriptRules rules;

    /// @param later has something told after what is being done
    ScriptProbes(LoopThread thread, ScriptRules rules, Consumer<Runnable> later) {
        this.thread = thread;
        this.rules = rules;
        this.later = later;
    }

    /// These rules hold from now on, also for scripts that were looked at before.
    void configure(ScriptRules next) {
        rules = next;
        admissions.clear();
    }

    /// Starts a script.
    ///
    /// @param whenEnded takes the result, when the script or the patience with it has ended; not within this call
    /// @param whenGone called when nothing of it is left
    Runnable start(Misc misc, Consumer<ProbeResult> whenEnded, Runnable whenGone) {
        Admission admission = admissions.computeIfAbsent(misc.script(), rules::admit);
        return switch (admission) {
            case Admission.Refused(String why) -> notTried(why, whenEnded, whenGone);
            case Admission.Admitted(Launch launch) -> start(launch, misc, whenEnded, whenGone);
        };
    }

    private Runnable notTried(String why, Consumer<ProbeResult> whenEnded, Runnable whenGone) {
        later.accept(() -> {
            whenGone.run();
            whenEnded.accept(new ProbeResult.NotTried(why));
        });
        return () -> {};
    }

    private Runnable start(Launch launch, Misc misc, Consumer<ProbeResult> whenEnded, Runnable whenGone) {
        try {
            ChildProcess child = launch.start(List.of());
            ScriptProbe probe = new ScriptProbe(thread, child, whenEnded);
            running.add(probe);
            probe.watch(misc.timeout(), () -> {
                running.remove(probe);
                whenGone.run();
            });
            return probe::giveUp;
        } catch (KernelException refused) {
            return notTried(refused.getMessage(), whenEnded, whenGone);
        }
    }

    /// Kills what is left.
    @Override
    public void close() {
        running.forEach(ScriptProbe::kill);
        running.clear();
    }
}
