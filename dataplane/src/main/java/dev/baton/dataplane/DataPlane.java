package dev.baton.dataplane;

/// The data planes that there are.
public enum DataPlane {
    /// The kernel's IP virtual server (`ip_vs`).
    IPVS,
    /// Address translation by nf_tables, on every kernel that has it.
    NFTABLES
}
