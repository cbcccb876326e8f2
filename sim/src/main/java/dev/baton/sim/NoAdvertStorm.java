package dev.baton.sim;

import java.util.Optional;

/// Routers do not answer each other's answers for ever: what a router sends within one interval is bounded, even when a
/// clogged line brings everything at once.
final class NoAdvertStorm implements Invariant {
    /// More than any line holds up in a random scenario: only answers to answers go beyond.
    private static final int ADVERTS_MAX = 50_000;

    @Override
    public Optional<String> broken(Step step) {
        if (step.machine().isEmpty()) {
            return Optional.empty();
        }
        for (Member member : step.machine().get().members()) {
            if (member.advertsInInterval() > ADVERTS_MAX) {
                return Optional.of(member + " has sent " + member.advertsInInterval() + " adverts within one interval");
            }
        }
        return Optional.empty();
    }
}
