/// Bytes to records and back: VRRP, ARP, checksums, netlink. Pure.
@org.jspecify.annotations.NullMarked
module dev.baton.wire {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.wire.netlink;
}
