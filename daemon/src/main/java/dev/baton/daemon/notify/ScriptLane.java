package dev.baton.daemon.notify;

import dev.baton.daemon.script.Launch;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.ChildProcess;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The notify scripts of one instance or group. Those of one change are started together; those of the next change
/// when they have ended, or after ten seconds: what a script does for BACKUP must not be undone by one for MASTER that
/// is still at it.
final class ScriptLane {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CHANGES_MAX = 64;

    /// A script and its further arguments.
    record Start(Launch launch, List<String> further) {}

    private final String name;
    private final LoopThread thread;
    private final Runnable onEnd;
    private final Deque<List<Start>> waiting = new ArrayDeque<>();
    private final Set<ChildProcess> running = new HashSet<>();
    private Optional<Agenda.Entry> patience = Optional.empty();
    private boolean patient = true;

    /// @param onEnd is called whenever a script has ended
    ScriptLane(String name, LoopThread thread, Runnable onEnd) {
        this.name = name;
        this.thread = thread;
        this.onEnd = onEnd;
    }

    /// Has the scripts of one change run.
    void add(List<Start> change) {
        if (waiting.size() == CHANGES_MAX) {
            waiting.removeFirst();
            thread.log("(" + name + ") notify scripts are too slow: those of a former change are left out");
        }
        waiting.addLast(change);
        proceed();
    }

    private void proceed() {
        while (!waiting.isEmpty() && (running.isEmpty() || !patient)) {
            waiting.removeFirst().forEach(this::start);
            rearm();
        }
    }

    private void rearm() {
        patience.ifPresent(Agenda.Entry::cancel);
        patience = running.isEmpty()
                ? Optional.empty()
                : Optional.of(thread.agenda().at(MonotonicClock.now().plus(PATIENCE), this::losePatience));
    }

    private void losePatience() {
        patience = Optional.empty();
        if (!waiting.isEmpty()) {
            thread.log("(" + name + ") a notify script has not ended after " + PATIENCE.toSeconds()
                    + " s; the next ones are started all the same");
            running.forEach(thread.loop()::unwatch);
            running.forEach(child -> thread.loop().watch(child, now -> reap(child)));
            running.clear();
            proceed();
        }
    }

    private void start(Start start) {
        try {
            ChildProcess child = start.launch().start(start.further());
            running.add(child);
            thread.loop().watch(child, now -> {
                reap(child);
                running.remove(child);
                proceed();
                onEnd.run();
            });
        } catch (KernelException refused) {
            thread.log("(" + name + ") notify script: " + refused.getMessage());
        }
    }

    private void reap(ChildProcess child) {
        thread.loop().unwatch(child);
        child.poll();
        child.close();
    }

    /// The daemon ends: what waits is started now.
    void hurry() {
        patient = false;
        proceed();
    }

    boolean isIdle() {
        return waiting.isEmpty() && running.isEmpty();
    }
}
