package dev.baton.daemon;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been opened so far, to be closed in the opposite order.
final class OpenedResources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Log log;

    OpenedResources(Log log) {
        this.log = log;
    }

    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /// Closes all; what fails is logged and does not keep the others open.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.line("closing: " + e.getMessage());
            }
        }
    }
}
