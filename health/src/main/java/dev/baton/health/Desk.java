package dev.baton.health;

import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What every part of the engine writes to: the effects of the event at hand, the agenda, and the settings of all.
final class Desk {
    private final Agenda agenda = new Agenda();
    private final RandomGenerator jitter;
    private List<HealthEffect> effects = new ArrayList<>();
    private HealthSpec spec;
    private long lastProbe;

    Desk(HealthSpec spec, RandomGenerator jitter) {
        this.spec = spec;
        this.jitter = jitter;
    }

    Agenda agenda() {
        return agenda;
    }

    HealthSpec spec() {
        return spec;
    }

    void configure(HealthSpec newSpec) {
        spec = newSpec;
    }

    void add(HealthEffect effect) {
        effects.add(effect);
    }

    void note(HealthNote what) {
        effects.add(new HealthEffect.Observed(what));
    }

    List<HealthEffect> takeEffects() {
        List<HealthEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    ProbeId newProbe() {
        lastProbe++;
        return new ProbeId(lastProbe);
    }

    /// A time from now until `within` is over, so that many checks do not run at once.
    Tick sometime(Tick now, Duration within) {
        return within.isPositive() ? now.plus(Duration.ofNanos(jitter.nextLong(within.toNanos()))) : now;
    }
}
