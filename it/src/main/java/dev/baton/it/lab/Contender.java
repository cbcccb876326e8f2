package dev.baton.it.lab;

import java.util.List;

/// A product with a priority, in whatever words its configuration has for them.
///
/// @param options further lines for the instance in a `keepalived.conf`, such as `nopreempt`
public record Contender(Product product, int priority, List<String> options) {
    private static final String IPV4 = "172.16.0.";
    private static final String IPV6 = "fd00::";

    public Contender {
        options = List.copyOf(options);
    }

    /// One without further options.
    public Contender(Product product, int priority) {
        this(product, priority, List.of());
    }

    /// A peer on `ha1` or `ha2` of a [Pair], not yet started.
    public Peer on(Host host, Setting setting) {
        return switch (product) {
            case BATON -> new BatonPeer(host, configuration(host, setting, priority));
            case KEEPALIVED -> new KeepalivedPeer(host, configuration(host, setting, priority));
            case FRR -> new FrrPeer(host, setting, priority);
        };
    }

    /// The configuration of the same peer with another priority.
    public String withPriority(Host host, Setting setting, int other) {
        return product == Product.FRR ? FrrPeer.configuration(setting, other) : configuration(host, setting, other);
    }

    private String configuration(Host host, Setting setting, int chosen) {
        boolean isFirst = host.name().equals("ha1");
        String prefix = setting.family() == Setting.Family.IPV4 ? IPV4 : IPV6;
        String own = prefix + (isFirst ? "224" : "225");
        String peer = prefix + (isFirst ? "225" : "224");
        return setting.keepalivedConf(own, peer, chosen, options);
    }
}
