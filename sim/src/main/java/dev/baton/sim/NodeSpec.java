package dev.baton.sim;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One machine of a simulation.
///
/// @param name without blanks and without the characters of the fault language (`|`, `,`, `>`)
/// @param ports its interfaces with the addresses that they have before any virtual one is added
/// @param clock how its clock goes
/// @param startTakes how old its daemon is when it comes up; a start is told at that moment
public record NodeSpec(
        String name,
        VrrpSpec vrrp,
        Software software,
        Map<InterfaceName, List<IpAddress>> ports,
        DriftingClock clock,
        Duration startTakes) {
    /// Its daemon is up at once.
    public NodeSpec(
            String name,
            VrrpSpec vrrp,
            Software software,
            Map<InterfaceName, List<IpAddress>> ports,
            DriftingClock clock) {
        this(name, vrrp, software, ports, clock, Duration.ZERO);
    }

    public NodeSpec {
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || "|,>".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a node");
        }
    }
}
