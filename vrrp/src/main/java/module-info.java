/// The VRRP protocol engine: events and a time in, effects out. Start reading at `VrrpEngine`.
///
/// Deliberately absent: clocks, threads, sockets, files, configuration syntax and log levels. The same engine
/// runs in the daemon and in the simulator.
@org.jspecify.annotations.NullMarked
module dev.baton.vrrp {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
    requires transitive dev.baton.wire;

    exports dev.baton.vrrp;
}
