package dev.baton.sim;

import dev.baton.model.RouterState;
import java.util.Optional;

/// A router that is MASTER or BACKUP waits for something, and not for longer than the protocol ever waits.
final class TimersAreFinite implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Group group : step.world().groups()) {
            for (Member member : group.members()) {
                boolean waits = member.state() == RouterState.MASTER || member.state() == RouterState.BACKUP;
                if (waits && member.machine.isUpToDate()) {
                    long at = member.machine.wakeAt();
                    if (at == Long.MAX_VALUE || at - step.now() > group.bounds().untilDeadline()) {
                        return Optional.of(member + " is " + member.state() + " and waits "
                                + (at == Long.MAX_VALUE ? "for nothing" : Words.seconds(at - step.now())));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
