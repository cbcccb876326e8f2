package dev.baton.sim;

import dev.baton.model.RouterState;
import java.util.Optional;

/// A router is in FAULT while its interface cannot be used, and only then.
final class FaultHasCause implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Machine machine : step.world().machines()) {
            if (machine.isUpToDate() && !machine.isStopping()) {
                for (Member member : machine.members()) {
                    boolean hasCause =
                            !machine.isPlugged() && member.spec.boundDevice().isPresent();
                    boolean takesPart = member.state() == RouterState.MASTER || member.state() == RouterState.BACKUP;
                    if (step.machine().filter(machine::equals).isEmpty() && hasCause == takesPart) {
                        return Optional.of(member + " is " + member.state() + " although its interface is "
                                + (hasCause ? "down" : "up"));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
