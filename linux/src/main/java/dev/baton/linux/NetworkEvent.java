package dev.baton.linux;

import dev.baton.wire.netlink.InterfaceAddress;
import dev.baton.wire.netlink.Link;
import java.util.List;

/// What a [NetworkMonitor] tells: a change of an interface or an address, in the order in which the kernel
/// made it.
public sealed interface NetworkEvent {
    /// An interface appeared or changed; the whole of its present state.
    record LinkChanged(Link link) implements NetworkEvent {}

    /// An interface is gone, or was moved into another network namespace.
    record LinkRemoved(Link link) implements NetworkEvent {}

    /// An address appeared or changed (its lifetime, its flags).
    record AddressChanged(InterfaceAddress address) implements NetworkEvent {}

    /// An address is gone: deleted by somebody, or its lifetime ran out.
    record AddressRemoved(InterfaceAddress address) implements NetworkEvent {}

    /// Changes were lost because they came faster than they were read. This is everything there is, after them:
    /// whatever is not in it is gone.
    record Resynchronised(List<Link> links, List<InterfaceAddress> addresses) implements NetworkEvent {
        public Resynchronised {
            links = List.copyOf(links);
            addresses = List.copyOf(addresses);
        }
    }
}
