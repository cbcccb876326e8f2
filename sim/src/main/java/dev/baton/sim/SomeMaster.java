package dev.baton.sim;

import java.util.Optional;

/// Where routers hear each other, one of them is master soon: nobody waits longer than the longest master-down time.
final class SomeMaster implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Clique clique : group.cliques()) {
                if (clique.masters() == 0) {
                    long since = noneSince(clique);
                    if (step.now() - since > group.bounds().untilAnyMaster()) {
                        return Optional.of("nobody of " + clique.members() + " is MASTER for "
                                + Words.seconds(step.now() - since));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static long noneSince(Clique clique) {
        long since = clique.since();
        for (Member member : clique.members()) {
            since = Math.max(since, member.leftMasterAt());
        }
        return since;
    }
}
