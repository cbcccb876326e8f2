package dev.baton.vrrp;

import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one router tells and counts. Whatever a peer can make it say over and over is said once, until the
/// router hears a new master or changes its state; counters count every time.
final class Journal {
    private final String router;
    private final List<Effect> effects;
    private final Counters counters;
    private final Set<Refusal.Kind> refused = EnumSet.noneOf(Refusal.Kind.class);
    private final Set<Class<?>> remarked = new HashSet<>();

    Journal(String router, List<Effect> effects, Counters counters) {
        this.router = router;
        this.effects = effects;
        this.counters = counters;
    }

    void count(Counter counter) {
        counters.count(counter);
    }

    Counters counters() {
        return counters;
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void entered(Tick now, RouterState from, RouterState to, Reason reason) {
        effects.add(new Effect.Entered(router, from, to, reason, now));
    }

    void observe(Observation observation) {
        effects.add(new Effect.Observed(router, observation));
    }

    /// As [#observe], but only the first of its kind.
    void remark(Observation observation) {
        if (remarked.add(observation.getClass())) {
            observe(observation);
        }
    }

    void refuse(Refusal refusal) {
        count(refusal.kind().counter());
        if (refused.add(refusal.kind())) {
            effects.add(new Effect.Refused(router, refusal));
        }
    }

    /// From now on everything is worth telling again.
    void startAfresh() {
        refused.clear();
        remarked.clear();
    }
}
