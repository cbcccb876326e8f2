package dev.baton.sim;

import dev.baton.vrrp.Effect;
import java.util.ArrayList;
import java.util.List;

/// Writes down what happens. Without a story only violations are kept, which is much faster.
final class Chronicle {
    /// A run that breaks so many promises needs no more to be told.
    private static final int VIOLATIONS_MAX = 20;

    private final boolean tellsStory;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    Chronicle(boolean tellsStory) {
        this.tellsStory = tellsStory;
    }

    void tell(long now, Moment.Kind kind, String node, String text) {
        if (tellsStory) {
            moments.add(new Moment(now, kind, node, text));
        }
    }

    void tell(long now, Machine machine, Effect.Entered entered) {
        if (tellsStory) {
            tell(now, Moment.Kind.STATE, machine.name(), entered.sentence());
        }
    }

    void tell(long now, Machine machine, Effect.Observed observed) {
        if (tellsStory) {
            tell(now, Moment.Kind.NOTE, machine.name(), observed.sentence());
        }
    }

    void tell(long now, Machine machine, Effect.Refused refused) {
        if (tellsStory) {
            tell(now, Moment.Kind.NOTE, machine.name(), refused.sentence());
        }
    }

    /// Each broken promise is told once, in the words in which it was first broken.
    void violated(long now, Invariant invariant, String sentence) {
        String name = invariant.getClass().getSimpleName();
        boolean isNews = violations.size() < VIOLATIONS_MAX
                && violations.stream().noneMatch(known -> known.invariant().equals(name));
        if (isNews) {
            violations.add(new Violation(name, now, sentence));
            tell(now, Moment.Kind.VIOLATION, "", name + ": " + sentence);
        }
    }

    /// True if nothing that happens from now on is of interest: a promise is broken and nobody wants the story, or the
    /// story would be an endless one.
    boolean isComplete() {
        return !violations.isEmpty()
                && (!tellsStory || violations.getLast().invariant().equals(NoAdvertStorm.class.getSimpleName()));
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
