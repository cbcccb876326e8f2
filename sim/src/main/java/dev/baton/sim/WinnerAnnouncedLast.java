package dev.baton.sim;

import dev.baton.model.IpAddress;
import java.util.Optional;

/// After a contest the last announcement on the wire is the winner's: packets do not go on to the loser.
///
/// A loser that runs keepalived may yield without letting the winner know, so that nobody can know better.
final class WinnerAnnouncedLast implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Clique clique : group.cliques()) {
                boolean isDue = step.now() - clique.since() > group.bounds().untilAnnounced();
                if (isDue && clique.masters() == 1 && clique.master().isBaton()) {
                    Optional<String> broken = broken(step, group, clique);
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broken(Step step, Group group, Clique clique) {
        Member master = clique.master();
        boolean isNew = step.now() - master.stateSince() <= group.bounds().untilAnnounced();
        for (Member loser : clique.members()) {
            boolean lostHere = loser != master && loser.isBaton() && loser.leftMasterAt() >= clique.since();
            if (lostHere
                    && !isNew
                    && step.now() - loser.leftMasterAt() > group.bounds().untilAnnounced()) {
                for (IpAddress address : master.addresses) {
                    if (step.world()
                            .link()
                            .ownerOf(address)
                            .filter(loser.machine::equals)
                            .isPresent()) {
                        return Optional.of("packets for " + address + " still go to " + loser + ", which yielded to "
                                + master + " " + Words.seconds(step.now() - loser.leftMasterAt()) + " ago");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
