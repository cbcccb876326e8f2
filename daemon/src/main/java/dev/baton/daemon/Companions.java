package dev.baton.daemon;

import java.util.List;

/// Who stands beside the engine, in the order in which they learn what happens. The first is closed last.
final class Companions {
    private Companions() {}

    static List<Companion> beside(Bridge bridge) {
        Firewall firewall = new Firewall(bridge);
        Notifying notifying = new Notifying(bridge);
        VirtualServers servers = new VirtualServers(bridge, notifying.notifier());
        Tracking tracking = new Tracking(bridge, servers::fileValue);
        return List.of(firewall, new OwnLinks(bridge, firewall::renew), notifying, servers, tracking);
    }
}
