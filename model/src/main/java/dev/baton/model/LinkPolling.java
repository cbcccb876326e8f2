package dev.baton.model;

import java.util.Map;

/// Whose link is asked for every second, because the kernel does not tell of it.
///
/// @param everything `linkbeat_use_polling` at the top level: every interface that an instance depends on
/// @param chosen the interfaces of `linkbeat_interfaces`, and how each is asked
public record LinkPolling(boolean everything, Map<InterfaceName, Method> chosen) {
    public static final LinkPolling NONE = new LinkPolling(false, Map.of());

    public LinkPolling {
        chosen = Map.copyOf(chosen);
    }

    /// How a link is asked for.
    public enum Method {
        /// The first of the others that the interface answers to.
        ANY,
        /// The transceiver's register.
        MII,
        ETHTOOL,
        /// The interface's flags.
        IOCTL
    }
}
