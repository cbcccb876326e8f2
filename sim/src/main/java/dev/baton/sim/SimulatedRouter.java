package dev.baton.sim;

import java.util.List;

/// One router at one moment of a simulation, in words.
///
/// @param condition of its machine: `running`, `stalled`, `link down`, `not running` or `off`
/// @param state by the name that keepalived gives it
/// @param addresses that its machine's kernel holds
/// @param reachable addresses of the router whose packets go to its machine
public record SimulatedRouter(
        String node,
        String router,
        String software,
        String condition,
        String state,
        List<String> addresses,
        List<String> reachable) {}
