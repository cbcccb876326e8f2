package dev.baton.dataplane;

import dev.baton.model.VirtualServerSpec.Persistence;
import java.util.Optional;
import java.util.Set;

/// How a service chooses among its destinations.
///
/// @param scheduler the kernel's name, such as `wlc`
/// @param flags `flag-1`, `sh-port` and so on, as written
/// @param oncePerPacket UDP packets are scheduled one by one
public record VirtualService(
        ServiceKey key, String scheduler, Set<String> flags, boolean oncePerPacket, Optional<Persistence> persistence) {
    public VirtualService {
        flags = Set.copyOf(flags);
    }
}
