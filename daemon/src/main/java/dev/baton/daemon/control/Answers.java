package dev.baton.daemon.control;

/// Knows what to say to a request.
@FunctionalInterface
interface Answers {
    /// Called on the control thread, which serves nobody else meanwhile: a second at most.
    ///
    /// @param request one line, without its line feed; whatever the client wrote
    /// @return what is sent back, ending with a line feed
    String to(String request);
}
