package dev.baton.daemon.control;

import java.time.Duration;

/// What one client, and all of them together, may cost.
///
/// @param clients that are served at a time; more are turned away
/// @param requestBytes of one request
/// @param waitingBytes of answers that were not read yet, of all clients together
/// @param patience for a request to be complete, for an answer to be read, and between the two
record ControlBounds(int clients, int requestBytes, long waitingBytes, Duration patience) {
    static final ControlBounds DEFAULT = new ControlBounds(32, 1024, 32L << 20, Duration.ofSeconds(10));
}
