package dev.baton.model;

import java.util.List;

/// What health checks found about one virtual server: all that a data plane needs to know of them.
///
/// @param quorum whether enough weight is alive
/// @param sorry whether the sorry server answers instead of the real servers
/// @param servers in the order of the configuration
public record ServiceHealth(ServiceId service, boolean quorum, boolean sorry, List<Server> servers) {
    public ServiceHealth {
        servers = List.copyOf(servers);
    }

    /// One real server.
    ///
    /// @param weight that it has while it is alive, 0 to 2³¹-1; checkers may have changed it
    public record Server(ServerId id, boolean alive, long weight) {}
}
