package dev.baton.sim;

import java.util.List;

/// What a simulation has shown, as records, lists, numbers and strings only, so that any JSON library writes it as it
/// is.
///
/// @param link `ETHERNET` or `VPC`
/// @param seconds how long it went on
/// @param faults in the language of [FaultText]
/// @param failovers how often another router than the last one became master
/// @param violations promises that were broken; empty if all went well
/// @param routers at the end
public record Report(
        long seed,
        String link,
        double seconds,
        List<String> faults,
        long failovers,
        List<Line> story,
        List<Violation> violations,
        List<SimulatedRouter> routers) {
    /// One line of the story.
    ///
    /// @param kind `fault`, `state`, `note`, `owner`, `kernel` or `violation`
    public record Line(double at, String kind, String node, String text) {}
}
