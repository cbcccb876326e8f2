package dev.baton.sim;

import java.util.Optional;

/// A router holds its addresses exactly while it is MASTER. Whoever sleeps is asked when it is awake again.
final class AddressesFollowState implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        for (Machine machine : step.world().machines()) {
            if (machine.isUpToDate()) {
                for (Member member : machine.members()) {
                    if (member.isMaster() ? !member.holdsAll() : member.holdsAny()) {
                        return Optional.of(member + " is " + member.state() + " and its machine holds "
                                + machine.kernel().held() + " of " + member.addresses);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
