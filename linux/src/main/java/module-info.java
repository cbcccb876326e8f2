/// The only native module: everything that Baton asks of the Linux kernel, and nothing that decides when or why.
///
/// - Waiting: [dev.baton.linux.EventLoop] waits for descriptors and one deadline, and reads everything readable
///   before it lets the deadline speak; [dev.baton.linux.SignalSource] makes signals readable.
/// - Packets: [dev.baton.linux.Ipv4VrrpSocket] and [dev.baton.linux.Ipv6VrrpSocket] for protocol 112,
///   [dev.baton.linux.PacketSocket] for announcements, [dev.baton.linux.IcmpEcho] for probes.
/// - The network's state: [dev.baton.linux.RouteNetlink] changes interfaces' addresses, routes and neighbours,
/// [dev.baton.linux.NetworkMonitor] tells of changes by anybody, [dev.baton.linux.EipNat] translates
/// addresses.
/// - Virtual servers: [dev.baton.linux.NftLoadBalancer] and [dev.baton.linux.IpvsLoadBalancer].
/// - Surroundings: [dev.baton.linux.ChildProcess], [dev.baton.linux.NetworkNamespace],
/// [dev.baton.linux.RealTime], [dev.baton.linux.MonotonicClock].
///
/// Whatever the kernel refuses is a [dev.baton.linux.KernelException] that says what was tried, on what, and
/// why not. Objects that own a descriptor belong to one thread at a time and give it back when they are
/// closed; a socket stays in the network namespace of the thread that opened it.
///
/// All calls go through one method handle in the package `sys`, which is not exported: see docs/adr/0002.
/// Bytes are made and read by the module `dev.baton.wire`. Deliberately absent: policy, retries, logging,
/// configuration.
@org.jspecify.annotations.NullMarked
module dev.baton.linux {
    requires static transitive org.jspecify;
    requires transitive dev.baton.dataplane;
    requires transitive dev.baton.model;
    requires transitive dev.baton.wire;
    requires jdk.unsupported;

    exports dev.baton.linux;
}
