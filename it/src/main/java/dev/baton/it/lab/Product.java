package dev.baton.it.lab;

import java.util.List;

/// The implementations of VRRP that the laboratory knows.
public enum Product {
    BATON("Baton"),
    KEEPALIVED("keepalived"),
    FRR("FRR vrrpd");

    /// Those that run a `keepalived.conf`.
    public static final List<Product> KEEPALIVED_CONF = List.of(BATON, KEEPALIVED);

    private final String words;

    Product(String words) {
        this.words = words;
    }

    /// A peer on this host, not yet started.
    ///
    /// @throws IllegalArgumentException if it does not run a `keepalived.conf`
    public Peer on(Host host, String configuration) {
        return switch (this) {
            case BATON -> new BatonPeer(host, configuration);
            case KEEPALIVED -> new KeepalivedPeer(host, configuration);
            case FRR -> throw new IllegalArgumentException("vrrpd has a configuration of its own");
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
