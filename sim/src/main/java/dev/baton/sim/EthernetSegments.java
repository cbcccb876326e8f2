package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Ethernet segments, one per interface name. The caches of everybody on them hold whoever announced an address last,
/// and go on doing so when that machine is gone.
final class EthernetSegments implements LinkLayer {
    private final Map<IpAddress, Machine> caches = new HashMap<>();

    @Override
    public boolean carriesMulticast() {
        return true;
    }

    @Override
    public int hopLimitOnArrival(int sent) {
        return sent;
    }

    @Override
    public void announced(long now, Machine from, InterfaceName device, IpAddress address) {
        caches.put(address, from);
    }

    @Override
    public void plugged(long now, Machine machine, boolean isPlugged) {
        // A cache does not notice.
    }

    @Override
    public Optional<Machine> ownerOf(IpAddress address) {
        return Optional.ofNullable(caches.get(address));
    }
}
