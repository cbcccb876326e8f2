/// The only native module: system calls, event loop, sockets, netlink, namespaces.
@org.jspecify.annotations.NullMarked
module dev.baton.linux {
    requires static transitive org.jspecify;
    requires transitive dev.baton.model;
    requires transitive dev.baton.wire;
    requires jdk.unsupported;

    exports dev.baton.linux;
}
