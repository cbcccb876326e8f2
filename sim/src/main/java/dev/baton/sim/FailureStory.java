package dev.baton.sim;

import dev.baton.model.Preemption;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A failing scenario as a person wants to read it: what is broken, who takes part, the faults that it needs, the whole
/// story, and how to see it again.
public final class FailureStory {
    private static final int LINES_MAX = 80;

    private FailureStory() {}

    /// The story of a scenario that breaks a promise; it is made short first.
    ///
    /// @param replay the command that plays the whole scenario again
    public static String of(Scenario scenario, String replay) {
        Scenario shortest = Shrinker.shrink(scenario);
        Simulation simulation = Simulation.of(shortest).play();
        List<Moment> moments = simulation.moments();
        String broken = simulation.violations().stream()
                .map(violation -> violation.invariant() + ": " + violation.sentence())
                .findFirst()
                .orElse("nothing is broken");
        return """
                seed %d: %s
                replay: %s
                network: %s
                %s
                faults (%d of %d are needed):
                %s
                story:
                %s
                """.formatted(
                scenario.seed(),
                broken,
                replay,
                scenario.link(),
                lines(shortest.nodes().stream().map(FailureStory::node).toList()),
                shortest.faults().size(),
                scenario.faults().size(),
                lines(shortest.faults().stream().map(fault -> "  " + fault).toList()),
                lines(moments.subList(Math.max(0, moments.size() - LINES_MAX), moments.size())));
    }

    private static String lines(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static String node(NodeSpec node) {
        String addresses = node.ports().entrySet().stream()
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", "));
        return "node " + node.name() + ": " + node.software().title() + ", " + addresses + ", clock off by "
                + node.clock().driftPpm() + " ppm\n"
                + lines(node.vrrp().routers().stream().map(FailureStory::router).toList());
    }

    private static String router(VirtualRouterSpec spec) {
        String transport = spec.transport() instanceof Transport.Unicast ? "unicast" : "multicast";
        String preemption = switch (spec.preemption()) {
            case Preemption.NoPreempt none -> "nopreempt";
            case Preemption.Preempt(Duration delay) -> "preempt after " + FaultText.duration(delay);
        };
        return "  " + spec.name() + ": " + spec.version() + ", " + transport + ", priority " + spec.priority()
                + ", every " + FaultText.duration(spec.advertInterval()) + ", " + preemption + ", " + spec.announcing();
    }
}
