package dev.baton.vrrp;

import dev.baton.model.Steadiness.FlapDamping;
import dev.baton.model.Tick;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Counts how often a router went to FAULT, and holds it there for a while when that was too often (`flap_damping`).
final class FlapDamper {
    private final Optional<FlapDamping> damping;
    private final Timers timers;
    private final Journal journal;
    private final Deque<Tick> faults = new ArrayDeque<>();
    private Tick heldUntil = Tick.ZERO;

    FlapDamper(Optional<FlapDamping> damping, Timers timers, Journal journal) {
        this.damping = damping;
        this.timers = timers;
        this.journal = journal;
    }

    /// The same router under a new configuration goes on counting.
    void inherit(FlapDamper before) {
        faults.addAll(before.faults);
        heldUntil = damping.isPresent() ? before.heldUntil : Tick.ZERO;
    }

    /// A router that took part went to FAULT.
    void faulted(Tick now) {
        damping.ifPresent(rule -> {
            faults.addLast(now);
            while (!faults.isEmpty() && faults.getFirst().plus(rule.within()).isReachedAt(now)) {
                faults.removeFirst();
            }
            if (faults.size() >= rule.faults()) {
                heldUntil = now.plus(rule.hold());
            }
        });
    }

    /// True if the router must stay in FAULT although all is well; [Timer#FLAP_HOLD] tells when that is over.
    boolean holds(Tick now) {
        if (damping.isEmpty() || heldUntil.isReachedAt(now)) {
            return false;
        }
        if (!timers.isArmed(Timer.FLAP_HOLD)) {
            timers.arm(Timer.FLAP_HOLD, heldUntil);
            FlapDamping rule = damping.get();
            journal.observe(new Observation.FlappingHeld(faults.size(), rule.within(), heldUntil.since(now)));
        }
        return true;
    }
}
