/// Bytes to records and back: VRRP, ARP, neighbour advertisements, checksums, netlink. Pure: what cannot be decoded
/// is a value that names the field, never an exception.
@org.jspecify.annotations.NullMarked
module dev.baton.wire {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.wire;
    exports dev.baton.wire.netlink;
}
