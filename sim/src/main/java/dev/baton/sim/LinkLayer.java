package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.util.Optional;

/// What lies between the machines, as far as it decides where packets for a virtual address go.
sealed interface LinkLayer permits EthernetSegments, VpcNetwork {
    /// Whether what is sent to a group reaches anybody.
    boolean carriesMulticast();

    /// The TTL with which a unicast packet arrives.
    int hopLimitOnArrival(int sent);

    /// A machine says that the address is its own now.
    void announced(long now, Machine from, InterfaceName device, IpAddress address);

    /// The machine's ports have a carrier now, or lost it.
    void plugged(long now, Machine machine, boolean isPlugged);

    /// The machine that a client reaches under this address.
    Optional<Machine> ownerOf(IpAddress address);
}
