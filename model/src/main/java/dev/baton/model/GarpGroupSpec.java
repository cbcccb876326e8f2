package dev.baton.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One `garp_group`: interfaces whose announcements are paced together.
///
/// @param garpInterval least time between two gratuitous ARPs of the group; empty leaves the instances' own pace
/// @param gnaInterval the same for unsolicited neighbour advertisements
public record GarpGroupSpec(
        Set<InterfaceName> interfaces, Optional<Duration> garpInterval, Optional<Duration> gnaInterval) {
    public GarpGroupSpec {
        interfaces = Set.copyOf(interfaces);
    }
}
