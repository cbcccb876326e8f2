package dev.baton.model;

import java.util.List;

/// One `virtual_server` as far as it is understood today: named, so that the daemon can say that it is not active yet.
///
/// @param name the address and port, firewall mark or group, as keepalived prints it
public record VirtualServerSpec(String name, List<String> realServers) {
    public VirtualServerSpec {
        realServers = List.copyOf(realServers);
    }
}
