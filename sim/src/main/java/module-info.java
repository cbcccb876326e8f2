/// The simulator: the engine that runs in production, on networks and clocks that fail. Start reading at `Simulation`.
///
/// Deliberately absent: real clocks, threads, sockets, files, `java.util.Random` and JSON. Everything that happens
/// follows from a `Scenario` and its seed.
@org.jspecify.annotations.NullMarked
module dev.baton.sim {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
    requires transitive dev.baton.vrrp;
    requires dev.baton.havip;
    requires dev.baton.wire;

    exports dev.baton.sim;
}
