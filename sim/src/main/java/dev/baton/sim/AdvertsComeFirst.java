package dev.baton.sim;

import dev.baton.vrrp.Effect;
import java.util.List;
import java.util.Optional;

/// No advert waits behind an announcement; and who takes over has the addresses before anybody can hear of it.
final class AdvertsComeFirst implements Invariant {
    @Override
    public Optional<String> broken(Step step) {
        if (step.effects().size() < 2
                || step.machine()
                        .filter(machine -> machine.spec().software() == Software.BATON)
                        .isEmpty()) {
            return Optional.empty();
        }
        boolean announced = false;
        for (Effect effect : step.effects()) {
            announced |= effect instanceof Effect.Announce;
            if (announced && effect instanceof Effect.SendAdvert) {
                return Optional.of(
                        effect.router() + " of " + step.machine().get() + " advertises after an announcement");
            }
        }
        return advertBeforeAddresses(step);
    }

    private static Optional<String> advertBeforeAddresses(Step step) {
        for (Member member : step.machine().orElseThrow().members()) {
            if (member.isMaster() && member.stateBefore() != member.state()) {
                List<Effect> own = step.effects().stream()
                        .filter(effect -> effect.router().equals(member.spec.name()))
                        .filter(effect -> !(effect instanceof Effect.Entered || effect instanceof Effect.Observed))
                        .filter(effect -> !(effect instanceof Effect.RemoveAddresses))
                        .toList();
                if (!own.isEmpty() && !(own.getFirst() instanceof Effect.AddAddresses)) {
                    return Optional.of(member + " takes over and begins with " + own.getFirst());
                }
            }
        }
        return Optional.empty();
    }
}
