package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// One `virtual_server_group`: addresses, ranges and firewall marks that share a virtual server.
public record VirtualServerGroupSpec(String name, List<Entry> entries) {
    public VirtualServerGroupSpec {
        entries = List.copyOf(entries);
    }

    public sealed interface Entry {
        /// Addresses from the first to the last, both included; the same twice for a single one. Port 0 means all.
        record Range(IpAddress first, IpAddress last, int port) implements Entry {}

        record Mark(long mark, Optional<IpFamily> family) implements Entry {}
    }
}
