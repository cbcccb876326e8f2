/// A VPC on this machine: networks from namespaces, instances, the demo, and the server of the cloud's API. Nothing in
/// here decides who has a HaVip; that is `havip`.
///
/// What only the server needs is `static`: it is in the module graph of `baton vpc` and `baton demo`, and of no
/// other command.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // Flyway has no module name of its own
module dev.baton.vpc {
    requires static transitive org.jspecify;
    requires transitive dev.baton.havip;
    requires transitive dev.baton.linux;
    requires transitive dev.baton.daemon;
    requires dev.baton.config;
    requires dev.baton.wire;
    requires jdk.httpserver;
    requires transitive tools.jackson.databind;
    requires static flyway.core;
    requires static java.logging;
    requires static java.net.http;
    requires static java.sql;
    requires static java.xml;
    requires static org.eclipse.jetty.server;

    exports dev.baton.vpc;
    exports dev.baton.vpc.demo;
    exports dev.baton.vpc.driver;
    exports dev.baton.vpc.gateway;
    exports dev.baton.vpc.ovn;
    exports dev.baton.vpc.server;
    exports dev.baton.vpc.stack;
    exports dev.baton.vpc.store;
}
