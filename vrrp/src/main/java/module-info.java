/// The VRRP protocol engine: events and a time in, effects out. Pure.
@org.jspecify.annotations.NullMarked
module dev.baton.vrrp {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
    requires transitive dev.baton.wire;
}
