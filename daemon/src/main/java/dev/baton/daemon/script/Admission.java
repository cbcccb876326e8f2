package dev.baton.daemon.script;

/// Whether a script may be run.
public sealed interface Admission {
    /// It may.
    record Admitted(Launch launch) implements Admission {}

    /// It may not; `why` is the end of a sentence that begins with the script.
    record Refused(String why) implements Admission {}
}
