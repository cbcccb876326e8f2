package dev.baton.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One `vrrp_script`: a program that says by its exit code whether all is well.
///
/// @param command the program and its arguments
/// @param interval from one start to the next
/// @param timeout after which it is ended and counts as failed
/// @param rise successes in a row that make it well again, at least 1
/// @param fall failures in a row that make it fail, at least 1
/// @param user as whom it runs, `NAME` or `NAME:GROUP`
/// @param initFail whether it counts as failed until it has succeeded
public record TrackScriptSpec(
        String name,
        List<String> command,
        Duration interval,
        Duration timeout,
        int rise,
        int fall,
        Optional<String> user,
        boolean initFail) {
    public TrackScriptSpec {
        command = List.copyOf(command);
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall count at least one result");
        }
    }

    /// A script of which nothing is known before its first run has ended.
    public TrackScriptSpec(
            String name,
            List<String> command,
            Duration interval,
            Duration timeout,
            int rise,
            int fall,
            Optional<String> user) {
        this(name, command, interval, timeout, rise, fall, user, false);
    }
}
