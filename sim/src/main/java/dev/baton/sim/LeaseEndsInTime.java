package dev.baton.sim;

import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import java.util.Optional;

/// When a backup gives up a master that died or fell asleep, the kernel there has already removed the leased addresses:
/// no address is ever in two places because of it.
///
/// Leases are whole seconds: with adverts more often than once a second, peers may take over sooner than any ends.
final class LeaseEndsInTime implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        if (step.machine().isEmpty()) {
            return Optional.empty();
        }
        for (Member taker : step.machine().get().members()) {
            if (taker.isMaster()
                    && taker.stateBefore() == RouterState.BACKUP
                    && taker.stateSince() == step.now()
                    && taker.reason() instanceof Reason.MasterDown) {
                for (Member dead : step.world().group(taker).members()) {
                    if (isSilent(dead) && dead.holdsLeased() && followed(step.world(), taker, dead)) {
                        return Optional.of(taker + " took over while " + dead + ", which was heard last "
                                + Words.seconds(step.now() - dead.lastAdvertAt()) + " ago, still holds "
                                + dead.machine.kernel().held());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSilent(Member member) {
        return member.isBaton()
                && member.spec.advertInterval().toSeconds() >= 1
                && member.machine.isPowered()
                && !member.machine.isUpToDate();
    }

    /// Whether the taker has heard the last advert of the dead router, whose lease began with it.
    private static boolean followed(World world, Member taker, Member dead) {
        long last = dead.lastAdvertAt();
        return world.quietSince() < last
                && taker.machine.awakeSince() < last
                && taker.backupSince() < last
                && taker.spec.priority().compareTo(dead.spec.priority()) <= 0;
    }
}
