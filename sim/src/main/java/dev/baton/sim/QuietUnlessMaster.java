package dev.baton.sim;

import dev.baton.model.RouterState;
import dev.baton.vrrp.Effect;
import java.util.Optional;

/// A router that is not MASTER, and has not just been it, sends nothing, announces nothing and takes no address. One
/// that has stopped never does.
final class QuietUnlessMaster implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        if (step.effects().isEmpty() || step.machine().isEmpty()) {
            return Optional.empty();
        }
        for (Member member : step.machine().get().members()) {
            if (!member.isMaster() && member.stateBefore() != RouterState.MASTER) {
                for (Effect effect : step.effects()) {
                    if (effect.router().equals(member.spec.name()) && isLoud(effect)) {
                        return Optional.of(member + " is " + member.state() + " and does " + effect);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isLoud(Effect effect) {
        return effect instanceof Effect.SendAdvert
                || effect instanceof Effect.Announce
                || effect instanceof Effect.AddAddresses
                || effect instanceof Effect.RenewLease;
    }
}
