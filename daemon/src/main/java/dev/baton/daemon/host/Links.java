package dev.baton.daemon.host;

import dev.baton.model.InterfaceName;
import java.util.Map;
import java.util.Optional;

/// The host's interfaces at one moment, as entries name them.
///
/// @param numbers by which the kernel knows them
/// @param vrfTables the routing tables of those that are VRFs
public record Links(Map<InterfaceName, Integer> numbers, Map<InterfaceName, Integer> vrfTables) {
    /// Before anything is known.
    public static final Links NONE = new Links(Map.of(), Map.of());

    public Links {
        numbers = Map.copyOf(numbers);
        vrfTables = Map.copyOf(vrfTables);
    }

    Optional<Integer> index(InterfaceName name) {
        return Optional.ofNullable(numbers.get(name));
    }

    /// The routing table of a VRF, if there is one of that name.
    Optional<Integer> vrfTable(InterfaceName name) {
        return Optional.ofNullable(vrfTables.get(name));
    }
}
