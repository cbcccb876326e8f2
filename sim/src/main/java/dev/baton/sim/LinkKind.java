package dev.baton.sim;

/// What joins the nodes.
public enum LinkKind {
    /// One Ethernet segment per interface name: multicast reaches everybody, announcements fill every cache.
    ETHERNET,
    /// A cloud's network: no multicast, and a HaVip belongs to the bound instance that announced it last.
    VPC
}
