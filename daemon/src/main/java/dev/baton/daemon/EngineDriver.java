package dev.baton.daemon;

import dev.baton.daemon.control.StatusSource;
import dev.baton.daemon.recording.Recorder;
import dev.baton.linux.EventLoop;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NetworkEvent;
import dev.baton.model.Configuration;
import dev.baton.model.Tick;
import dev.baton.model.VrrpSpec;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.vrrp.RouterView;
import dev.baton.vrrp.VrrpEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way to the engine: takes an event there, carries out what the engine wants, tells the companions and sets
/// the next deadline, before it takes the next event.
final class EngineDriver {
    private static final Event DEADLINE_REACHED = new Event.DeadlineReached();

    private final VrrpEngine engine;
    private final EventLoop loop;
    private final EffectRunner effects;
    private final List<Companion> companions = new ArrayList<>();
    private Optional<Recorder> recorder = Optional.empty();
    private final HeldBack heldBack;
    private boolean stopRequested;

    EngineDriver(VrrpSpec spec, EventLoop loop, EffectRunner effects) {
        this.engine = new VrrpEngine(spec);
        this.loop = loop;
        this.effects = effects;
        this.heldBack = new HeldBack(effects::hasRoutes);
        heldBack.configure(spec.routers());
    }

    /// From now on the companion learns what happens, after those that came before it.
    void accompaniedBy(Companion companion) {
        companions.add(companion);
    }

    /// From now on every event is recorded before the engine has it.
    void recordedBy(Recorder begun) {
        recorder = Optional.of(begun);
    }

    /// True if what events hold must not change afterwards.
    boolean isRecording() {
        return recorder.isPresent();
    }

    /// Only on the protocol thread.
    void handle(Tick now, Event event) {
        if (recorder.isPresent()) {
            recorder.get().take(now, event);
        }
        if (event instanceof Event.Reconfigured(VrrpSpec next)) {
            heldBack.configure(next.routers());
        }
        carryOut(now, engine.handle(now, event));
        loop.deadline(nextDeadline());
        stopWhenDone();
    }

    /// [#nextDeadline()] has come.
    void deadlineReached(Tick now) {
        carryOut(now, heldBack.overdue(now));
        if (engine.nextDeadline().isReachedAt(now)) {
            handle(now, DEADLINE_REACHED);
        } else {
            loop.deadline(nextDeadline());
        }
    }

    private void carryOut(Tick now, List<Effect> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        List<Effect> open = heldBack.sift(now, wanted);
        effects.run(open);
        for (int each = 0; each < companions.size(); each++) {
            for (int effect = 0; effect < open.size(); effect++) {
                companions.get(each).after(now, open.get(effect));
            }
        }
    }

    /// The kernel has answered; from any thread.
    void added(Effect.AddAddresses addresses) {
        loop.post(() -> {
            effects.addressesAdded();
            carryOut(MonotonicClock.now(), heldBack.release(addresses));
            if (heldBack.awaitsRoutes(addresses)) {
                effects.acquired(addresses.router(), () -> routesInPlace(addresses));
            }
            loop.deadline(nextDeadline());
        });
    }

    private void routesInPlace(Effect.AddAddresses addresses) {
        loop.post(() -> carryOut(MonotonicClock.now(), heldBack.routesInPlace(addresses)));
    }

    /// Carries out all that still waits, after the loop.
    void settle() {
        effects.settle();
        while (!heldBack.isEmpty()) {
            carryOut(MonotonicClock.now(), heldBack.releaseAll());
            effects.settle();
        }
    }

    /// From any thread; the event is handled in the next wake-up.
    void tell(Event event) {
        loop.post(() -> handle(MonotonicClock.now(), event));
    }

    /// Lets the companions prepare for a configuration.
    void preparing(Tick now, Configuration next) {
        companions.forEach(companion -> companion.preparing(now, next));
    }

    /// Tells the companions which configuration holds.
    void configured(Tick now, Configuration configuration) {
        companions.forEach(companion -> companion.configured(now, configuration));
    }

    /// Tells the companions what changed of interfaces and addresses.
    void networkChanged(Tick now, NetworkEvent change) {
        companions.forEach(companion -> companion.networkChanged(now, change));
    }

    /// Ends the loop as soon as every router has stopped. The first request hands over to a peer, which takes a
    /// fraction of a second; the second one stops at once.
    void stop(Tick now) {
        Event request = stopRequested ? new Event.StopRequested() : new Event.GracefulStopRequested();
        stopRequested = true;
        handle(now, request);
    }

    /// What every router is like now; on the protocol thread only.
    List<RouterView> routers() {
        return engine.routers();
    }

    /// Counts from nothing again.
    void clearCounters() {
        engine.clearCounters();
    }

    /// What the companions contribute to `baton status`.
    List<StatusSource> statusSources() {
        return companions.stream()
                .flatMap(companion -> companion.status().stream())
                .toList();
    }

    boolean isStopping() {
        return stopRequested;
    }

    private void stopWhenDone() {
        if (stopRequested && engine.isStopped()) {
            loop.stop();
        }
    }

    /// When something is to be done though nothing happens.
    Tick nextDeadline() {
        return Tick.earlier(engine.nextDeadline(), heldBack.nextDeadline());
    }
}
