/// The running daemon: wires configuration, engines and kernel together.
@org.jspecify.annotations.NullMarked
module dev.baton.daemon {
    requires static transitive org.jspecify;
    requires transitive dev.baton.config;
    requires transitive dev.baton.vrrp;
    requires transitive dev.baton.linux;
    requires transitive dev.baton.health;

    exports dev.baton.daemon;
    exports dev.baton.daemon.control;
    exports dev.baton.daemon.recording;
}
