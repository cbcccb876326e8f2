package dev.baton.sim;

import java.util.Optional;

/// Of two masters that hear each other, one yields as soon as it has heard the other: within the winner's interval.
final class OneMaster implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Clique clique : group.cliques()) {
                if (clique.masters() > 1) {
                    Optional<String> broken = broken(step.now(), group, clique);
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broken(long now, Group group, Clique clique) {
        for (Member a : clique.members()) {
            for (Member b : clique.members()) {
                if (a != b && a.isMaster() && b.isMaster() && a.spec.priority().compareTo(b.spec.priority()) >= 0) {
                    long configured = Math.max(a.specSince(), b.specSince());
                    long since =
                            Math.max(Math.max(clique.since(), configured), Math.max(a.stateSince(), b.stateSince()));
                    long interval = a.spec.priority().equals(b.spec.priority())
                            ? Math.max(a.intervalNanos(), b.intervalNanos())
                            : a.intervalNanos();
                    if (now - since > group.bounds().untilHeard(interval)) {
                        return Optional.of(a + " and " + b + " hear each other and are both MASTER for "
                                + Words.seconds(now - since));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
