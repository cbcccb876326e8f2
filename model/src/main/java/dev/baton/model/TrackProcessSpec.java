package dev.baton.model;

import java.time.Duration;
import java.util.List;

/// One `vrrp_track_process`: processes that must run.
///
/// @param command the command to look for, and its parameters
/// @param match how parameters are compared
/// @param quorum the fewest processes
/// @param quorumMax the most
/// @param terminateDelay how long a loss must last before it counts
/// @param forkDelay how long a gain must last before it counts
public record TrackProcessSpec(
        String name,
        List<String> command,
        Match match,
        int weight,
        boolean reverse,
        int quorum,
        int quorumMax,
        Duration terminateDelay,
        Duration forkDelay) {
    public TrackProcessSpec {
        command = List.copyOf(command);
    }

    /// How a process's parameters are compared with the configured ones.
    public enum Match {
        /// Only the command's name counts.
        COMMAND,
        EXACT,
        /// The first parameters are the configured ones.
        INITIAL,
        /// The configured parameters, the last of which may go on.
        PARTIAL
    }
}
