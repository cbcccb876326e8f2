/// A VPC on this machine: networks from namespaces, instances, the demo.
@org.jspecify.annotations.NullMarked
module dev.baton.vpc {
    requires static transitive org.jspecify;
    requires transitive dev.baton.havip;
    requires transitive dev.baton.linux;
    requires transitive dev.baton.daemon;
    requires tools.jackson.databind;
}
