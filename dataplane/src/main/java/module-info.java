/// Virtual servers as a desired state: what a data plane has to be like, the operations that make it so, and the
/// port through which they are carried out. Start reading at `ServiceTable`, `Diff` and `LoadBalancer`; the program
/// for nftables is in `nft`.
///
/// Deliberately absent: netlink, processes, clocks and threads.
@org.jspecify.annotations.NullMarked
module dev.baton.dataplane {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;

    exports dev.baton.dataplane;
    exports dev.baton.dataplane.nft;
    exports dev.baton.dataplane.parity;
}
