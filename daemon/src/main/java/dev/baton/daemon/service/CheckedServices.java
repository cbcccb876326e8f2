package dev.baton.daemon.service;

import dev.baton.health.ServerView;
import dev.baton.model.ServiceHealth;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.util.List;

/// What the checks know of all services at one moment.
record CheckedServices(Tick at, List<Service> services) {
    CheckedServices {
        services = List.copyOf(services);
    }

    /// One virtual server with its real servers.
    record Service(VirtualServerSpec spec, ServiceHealth health, List<ServerView> servers) {}
}
