package dev.baton.daemon.track;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.TrackProcessSpec;
import dev.baton.model.Tracked;
import dev.baton.vrrp.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The processes that one `vrrp_track_process` means, and whether they are neither too few nor too many.
final class ProcessQuorum {
    private final TrackProcessSpec spec;
    private final ProcessPattern pattern;
    private final LoopThread thread;
    private final Consumer<Event> engine;
    private final Set<Integer> pids = new HashSet<>();
    private Optional<Boolean> told = Optional.empty();
    private Optional<Agenda.Entry> delayed = Optional.empty();

    ProcessQuorum(TrackProcessSpec spec, LoopThread thread, Consumer<Event> engine) {
        this.spec = spec;
        this.pattern = new ProcessPattern(spec);
        this.thread = thread;
        this.engine = engine;
    }

    ProcessPattern pattern() {
        return pattern;
    }

    /// All processes that are meant, at the beginning or after a loss of events.
    void present(Set<Integer> all) {
        boolean grown = all.size() > pids.size();
        pids.clear();
        pids.addAll(all);
        changed(grown ? spec.forkDelay() : spec.terminateDelay());
    }

    /// A process has started or become something else.
    void seen(int pid, boolean isMeant) {
        if (isMeant ? pids.add(pid) : pids.remove(pid)) {
            changed(isMeant ? spec.forkDelay() : spec.terminateDelay());
        }
    }

    void ended(int pid) {
        if (pids.remove(pid)) {
            changed(spec.terminateDelay());
        }
    }

    private void changed(Duration delay) {
        if (told.isPresent() && told.get() == isWell()) {
            delayed.ifPresent(Agenda.Entry::cancel);
            delayed = Optional.empty();
        } else if (told.isEmpty() || delay.isZero()) {
            tell();
        } else if (delayed.isEmpty()) {
            delayed = Optional.of(thread.agenda().at(MonotonicClock.now().plus(delay), this::tell));
        }
    }

    private boolean isWell() {
        int least = Math.min(spec.quorum(), spec.quorumMax());
        return pids.size() >= least && pids.size() <= spec.quorumMax();
    }

    private void tell() {
        forget();
        boolean isWell = isWell();
        if (told.isPresent() || !isWell) {
            thread.log("Quorum " + (isWell ? "gained" : "lost") + " for tracked process " + spec.name());
        }
        told = Optional.of(isWell);
        engine.accept(new Event.TrackedChanged(Tracked.Kind.PROCESS, spec.name(), isWell));
    }

    /// Nothing is told any more that was to be told later.
    void forget() {
        delayed.ifPresent(Agenda.Entry::cancel);
        delayed = Optional.empty();
    }
}
