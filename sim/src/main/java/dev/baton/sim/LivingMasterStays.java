package dev.baton.sim;

import dev.baton.model.Preemption;
import dev.baton.model.Reason;
import java.util.Optional;

/// Nobody gives up a master whose adverts reach it: not a lesser router, not an equal one, and with `nopreempt` not
/// even a better one. Having slept is no excuse, since the adverts wait in the socket.
final class LivingMasterStays implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        if (step.machine().isEmpty()) {
            return Optional.empty();
        }
        for (Member member : step.machine().get().members()) {
            if (member.isMaster()
                    && member.stateSince() == step.now()
                    && member.reason() instanceof Reason.MasterDown) {
                Optional<String> broken = broken(step, member);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broken(Step step, Member taker) {
        Group group = step.world().group(taker);
        for (Member master : group.members()) {
            if (master != taker && master.isMaster() && mustRespect(taker, master)) {
                long configured = Math.max(taker.specSince(), master.specSince());
                long heard = Math.max(configured, Math.max(group.audibleSince(taker, master), master.stateSince()));
                boolean knowsNoSleep = !taker.isBaton();
                long since = knowsNoSleep ? Math.max(heard, taker.machine.awakeSince()) : heard;
                long bound = group.bounds().untilHeard(master.intervalNanos());
                if (since < step.now() - bound && !hadOtherMaster(step.now(), group, taker, master)) {
                    return Optional.of(taker + " took over although it gets the adverts of " + master + " for "
                            + Words.seconds(step.now() - since));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mustRespect(Member taker, Member master) {
        return master.spec.priority().compareTo(taker.spec.priority()) >= 0
                || (taker.spec.preemption() instanceof Preemption.NoPreempt
                        && !taker.spec.priority().isOwner());
    }

    /// A third router that was master lately may have taught the taker another interval.
    private static boolean hadOtherMaster(long now, Group group, Member taker, Member master) {
        for (Member other : group.members()) {
            boolean isThird = other != taker && other != master;
            if (isThird
                    && (other.isMaster()
                            || other.leftMasterAt() > now - group.bounds().untilAnyMaster())) {
                return true;
            }
        }
        return false;
    }
}
