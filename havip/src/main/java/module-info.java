/// The VPC fabric's engine: bindings, announcements, owners. Pure.
@org.jspecify.annotations.NullMarked
module dev.baton.havip {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
}
