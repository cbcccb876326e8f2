package dev.baton.daemon.probe;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.linux.ChildProcess;
import dev.baton.linux.ChildProcess.End;
import dev.baton.linux.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// One run of a script. When its time is over it is a failure at once, and its process group is asked to end, and two
/// seconds later killed.
final class ScriptProbe {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    /// What a shell makes of a program that a signal ended.
    private static final int KILLED = 128;

    private final LoopThread thread;
    private final ChildProcess child;
    private Optional<Consumer<ProbeResult>> whenEnded;
    private Optional<Agenda.Entry> patience = Optional.empty();

    ScriptProbe(LoopThread thread, ChildProcess child, Consumer<ProbeResult> whenEnded) {
        this.thread = thread;
        this.child = child;
        this.whenEnded = Optional.of(whenEnded);
    }

    void watch(Duration timeout, Runnable whenGone) {
        thread.loop().watch(child, _ -> gone(whenGone));
        patience = Optional.of(thread.agenda().at(MonotonicClock.now().plus(timeout), () -> isLate(timeout)));
    }

    private void isLate(Duration timeout) {
        askToEnd();
        tell(new ProbeResult.Failed(new ProbeFailure.TimedOut("the end of the script", timeout)));
    }

    private void tell(ProbeResult result) {
        Optional<Consumer<ProbeResult>> listener = whenEnded;
        whenEnded = Optional.empty();
        listener.ifPresent(it -> it.accept(result));
    }

    private void askToEnd() {
        child.signal(SIGTERM);
        patience = Optional.of(thread.agenda().at(MonotonicClock.now().plus(GRACE), () -> child.signal(SIGKILL)));
    }

    private void gone(Runnable whenGone) {
        patience.ifPresent(Agenda.Entry::cancel);
        thread.loop().unwatch(child);
        if (whenEnded.isEmpty()) {
            // Not yet waited for, its number still stands for its group.
            child.signal(SIGKILL);
        }
        Optional<End> end = child.poll();
        child.close();
        whenGone.run();
        tell(
                switch (end.orElseThrow()) {
                    case End.Exited(int status) -> new ProbeResult.Exited(status);
                    case End.Killed(int signal) -> new ProbeResult.Exited(KILLED + signal);
                });
    }

    /// Its result is not told any more, and it is asked to end.
    void giveUp() {
        if (whenEnded.isPresent()) {
            whenEnded = Optional.empty();
            patience.ifPresent(Agenda.Entry::cancel);
            askToEnd();
        }
    }

    /// Ends it now.
    void kill() {
        whenEnded = Optional.empty();
        patience.ifPresent(Agenda.Entry::cancel);
        child.signal(SIGKILL);
        thread.loop().unwatch(child);
        child.close();
    }
}
