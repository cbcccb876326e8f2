package dev.baton.model;

/// Names one real server of one virtual server.
public record ServerId(ServiceId service, IpAddress address, int port) {

    /// The server's part of the name, as logs, pipes and mails give it: `[10.1.0.11]:tcp:80`.
    public String name() {
        return "[" + address + "]:" + service.protocol() + ":" + port;
    }

    @Override
    public String toString() {
        return name() + " of " + service;
    }
}
