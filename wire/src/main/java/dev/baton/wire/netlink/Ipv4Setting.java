package dev.baton.wire.netlink;

/// A setting of IPv4 on one interface: `IPV4_DEVCONF_*` of `linux/ip.h`, known from `/proc/sys/net/ipv4/conf`.
///
/// The kernel takes and tells them over netlink as well, which works where `/proc/sys` is read-only.
public enum Ipv4Setting {
    RP_FILTER(8),
    ARP_FILTER(13),
    ARP_ANNOUNCE(18),
    ARP_IGNORE(19),
    PROMOTE_SECONDARIES(20),
    ACCEPT_LOCAL(23);

    private final int id;

    Ipv4Setting(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /// The file's name in `/proc/sys/net/ipv4/conf/INTERFACE`.
    public String fileName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
