package dev.baton.health;

/// How a probe ended.
public sealed interface ProbeResult {
    /// The server answered as it should.
    record Succeeded() implements ProbeResult {}

    /// It did not, or not in time.
    record Failed(ProbeFailure why) implements ProbeResult {}

    /// A script ended by itself. What the status means is the checker's business.
    record Exited(int status) implements ProbeResult {}

    /// This machine could not even try: no descriptor, no memory. Says nothing about the server.
    record NotTried(String why) implements ProbeResult {}
}
