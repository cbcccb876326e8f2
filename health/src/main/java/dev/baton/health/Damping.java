package dev.baton.health;

import dev.baton.health.HealthSpec.FlapDamping;
import dev.baton.model.Tick;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Remembers a server's last failures, and says when it fails so often that a recovery is not believed at once.
final class Damping {
    private final Deque<Tick> failures = new ArrayDeque<>(1);

    void failed(Tick now, Optional<FlapDamping> rule) {
        failures.addLast(now);
        while (failures.size() > rule.map(FlapDamping::failures).orElse(0)) {
            failures.removeFirst();
        }
    }

    /// Why a server that is well at last has to wait.
    Optional<HealthReason.Flapping> hold(Tick now, Optional<FlapDamping> rule) {
        return rule.filter(it -> failures.size() >= it.failures())
                .filter(it -> now.since(failures.getFirst()).compareTo(it.window()) <= 0)
                .map(it -> new HealthReason.Flapping(it.failures(), it.window(), now.plus(it.hold())));
    }
}
