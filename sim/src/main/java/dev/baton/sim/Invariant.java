package dev.baton.sim;

import dev.baton.vrrp.Effect;
import java.util.List;
import java.util.Optional;

/// Something that must hold after every step.
interface Invariant {
    /// What is broken after this step; empty if all is well.
    Optional<String> broken(Step step);

    /// What is looked at: the whole world, and what just happened in it.
    ///
    /// @param now true time
    /// @param machine whose daemon has just read something; empty if a fault struck or the time has come to an end
    /// @param effects what that daemon did
    record Step(World world, long now, Optional<Machine> machine, List<Effect> effects) {}
}
