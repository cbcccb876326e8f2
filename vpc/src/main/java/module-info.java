/// A VPC on this machine: networks from namespaces, instances, the demo. Nothing in here decides who has a HaVip;
/// that is `havip`.
@org.jspecify.annotations.NullMarked
module dev.baton.vpc {
    requires static transitive org.jspecify;
    requires transitive dev.baton.havip;
    requires transitive dev.baton.linux;
    requires transitive dev.baton.daemon;
    requires dev.baton.config;
    requires dev.baton.wire;
    requires jdk.httpserver;
    requires tools.jackson.databind;

    exports dev.baton.vpc;
    exports dev.baton.vpc.demo;
}
