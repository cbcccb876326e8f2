package dev.baton.it.lab;

/// What may run on a host from one `keepalived.conf`.
public enum Product {
    BATON,
    KEEPALIVED;

    /// A peer on this host, not yet started.
    public Peer on(Host host, String configuration) {
        return switch (this) {
            case BATON -> new BatonPeer(host, configuration);
            case KEEPALIVED -> new KeepalivedPeer(host, configuration);
        };
    }
}
