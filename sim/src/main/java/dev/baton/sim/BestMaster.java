package dev.baton.sim;

import dev.baton.model.Preemption;
import java.util.Optional;

/// Among routers that hear each other, the best of those that preempt is master in the end; the owner before all.
final class BestMaster implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Clique clique : group.cliques()) {
                if (step.now() - clique.since() > group.bounds().untilBestMaster() && clique.masters() == 1) {
                    Optional<String> broken = broken(step.now(), group.bounds(), clique);
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broken(long now, Bounds bounds, Clique clique) {
        Member master = clique.master();
        long since = Math.max(clique.since(), master.stateSince());
        for (Member member : clique.members()) {
            boolean isBetter = member.spec.priority().compareTo(master.spec.priority()) > 0;
            long settled = Math.max(since, Math.max(member.specSince(), master.specSince()));
            if (isBetter && preempts(member) && now - settled > bounds.untilBestMaster()) {
                return Optional.of(master + " is MASTER although " + member + " has a higher priority and hears it for "
                        + Words.seconds(now - since));
            }
        }
        return Optional.empty();
    }

    private static boolean preempts(Member member) {
        return member.spec.priority().isOwner() || member.spec.preemption() instanceof Preemption.Preempt;
    }
}
