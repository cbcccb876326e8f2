package dev.baton.daemon.track;

import dev.baton.daemon.script.Launch;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.ChildProcess;
import dev.baton.linux.ChildProcess.End;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.model.TrackScriptSpec;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One tracked script: started once an interval, never twice at a time, ended when it takes too long.
///
/// ```
///   idle ── interval ──► running ── timeout ──► asked to end (SIGTERM) ── 2 s ──► killed (SIGKILL)
///    ▲                      │ ended                     │ ended                        │ ended
///    └──────────────────────┴───────────────────────────┴──────────────────────────────┘
/// ```
///
/// Signals go to its whole process group; what is left of the group goes with it.
final class ScriptRuns {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final TrackScriptSpec spec;
    private final Launch launch;
    private final LoopThread thread;
    private final Consumer<Event> engine;
    private Optional<ChildProcess> running = Optional.empty();
    private Optional<Agenda.Entry> patience = Optional.empty();
    private Optional<Agenda.Entry> next = Optional.empty();
    private boolean tooLate;
    private boolean abandoned;
    private String lastResult = "";

    ScriptRuns(TrackScriptSpec spec, Launch launch, LoopThread thread, Consumer<Event> engine) {
        this.spec = spec;
        this.launch = launch;
        this.thread = thread;
        this.engine = engine;
    }

    /// Starts the first run now, and further ones an interval apart.
    void begin() {
        beginAt(MonotonicClock.now());
    }

    private void beginAt(Tick planned) {
        // From one start to the next; what a busy machine could not start in time is not made up for.
        Tick due = planned.plus(spec.interval());
        Tick now = MonotonicClock.now();
        Tick following = due.isReachedAt(now) ? now.plus(spec.interval()) : due;
        next = Optional.of(thread.agenda().at(following, () -> beginAt(following)));
        if (running.isPresent()) {
            thread.log("Track script " + spec.name() + " is already running, expect idle - skipping run");
            return;
        }
        start(now);
    }

    private void start(Tick now) {
        try {
            ChildProcess child = launch.start(List.of());
            running = Optional.of(child);
            thread.loop().watch(child, ready -> ended(child));
            patience = Optional.of(thread.agenda().at(now.plus(spec.timeout()), () -> runOutOfTime(child)));
        } catch (KernelException refused) {
            tell(false, "failed (" + refused.getMessage() + ")");
        }
    }

    private void runOutOfTime(ChildProcess child) {
        tell(false, "timed_out");
        askToEnd(child);
    }

    private void askToEnd(ChildProcess child) {
        tooLate = true;
        child.signal(SIGTERM);
        patience = Optional.of(thread.agenda().at(MonotonicClock.now().plus(GRACE), () -> child.signal(SIGKILL)));
    }

    private void ended(ChildProcess child) {
        patience.ifPresent(Agenda.Entry::cancel);
        patience = Optional.empty();
        thread.loop().unwatch(child);
        if (tooLate) {
            // Not yet waited for, its number still stands for its group.
            child.signal(SIGKILL);
        }
        Optional<End> end = child.poll();
        child.close();
        running = Optional.empty();
        if (!tooLate && !abandoned) {
            end.ifPresent(this::judge);
        }
        tooLate = false;
    }

    private void judge(End end) {
        switch (end) {
            case End.Exited(int status) when status == 0 -> tell(true, "succeeded");
            case End.Exited(int status) -> tell(false, "failed (exited with status " + status + ")");
            case End.Killed(int signal) -> tell(false, "failed (due to signal " + signal + ")");
        }
    }

    private void tell(boolean succeeded, String result) {
        if (!result.equals(lastResult)) {
            lastResult = result;
            thread.log("VRRP_Script(" + spec.name() + ") " + result);
        }
        engine.accept(new Event.ScriptEnded(spec.name(), succeeded));
    }

    /// No further run; one that is running is ended with its group, and its result does not count.
    void abandon() {
        abandoned = true;
        next.ifPresent(Agenda.Entry::cancel);
        patience.ifPresent(Agenda.Entry::cancel);
        running.ifPresent(this::askToEnd);
    }

    /// True while a process of it may be left.
    boolean isRunning() {
        return running.isPresent();
    }

    /// Kills what is left, at the end of the daemon.
    void kill() {
        running.ifPresent(child -> child.signal(SIGKILL));
    }
}
