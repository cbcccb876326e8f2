package dev.baton.sim;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that decides how a simulation goes. Two runs of one scenario are equal to the last nanosecond.
///
/// @param faults in any order
/// @param length how long it goes on
public record Scenario(
        List<NodeSpec> nodes,
        LinkKind link,
        NetworkQuality quality,
        List<TimedFault> faults,
        long seed,
        Duration length) {
    public Scenario {
        nodes = List.copyOf(nodes);
        faults = List.copyOf(faults);
        Set<String> names = new HashSet<>();
        nodes.forEach(node -> {
            if (!names.add(node.name())) {
                throw new IllegalArgumentException("two nodes are called " + node.name());
            }
        });
    }

    /// The same with other faults.
    public Scenario withFaults(List<TimedFault> others) {
        return new Scenario(nodes, link, quality, others, seed, length);
    }

    Scenario withLength(Duration other) {
        return new Scenario(nodes, link, quality, faults, seed, other);
    }

    /// The names of the nodes.
    public Set<String> names() {
        return nodes.stream().map(NodeSpec::name).collect(Collectors.toSet());
    }
}
