package dev.baton.sim;

import java.util.Optional;

/// A master that is awake advertises at least once in each interval.
final class AdvertsKeepPace implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Member member : group.members()) {
                if (member.isMaster() && member.machine.isUpToDate() && member.machine.isPlugged()) {
                    long since =
                            Math.max(member.lastAdvertAt(), Math.max(member.stateSince(), member.machine.awakeSince()));
                    if (step.now() - since > group.bounds().untilHeard(member.intervalNanos())) {
                        return Optional.of(
                                member + " is MASTER and has not advertised for " + Words.seconds(step.now() - since));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
