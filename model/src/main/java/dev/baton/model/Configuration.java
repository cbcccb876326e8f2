package dev.baton.model;

import java.util.List;

/// Everything that a keepalived.conf means, resolved and immutable. Engines are built from it.
public record Configuration(
        String routerId, List<VirtualRouterSpec> virtualRouters, List<VirtualServerSpec> virtualServers) {
    public Configuration {
        virtualRouters = List.copyOf(virtualRouters);
        virtualServers = List.copyOf(virtualServers);
    }
}
