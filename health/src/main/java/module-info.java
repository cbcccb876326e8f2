/// Health checks of real servers: which checks run when, what their results mean, and what follows. Start reading
/// at `HealthEngine`; what a probe says to its peer is in `dialogue`.
///
/// Deliberately absent: clocks, threads, sockets, processes and randomness. The driver moves bytes and carries out
/// effects.
@org.jspecify.annotations.NullMarked
module dev.baton.health {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.health;
    exports dev.baton.health.dialogue;
}
