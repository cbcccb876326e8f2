package dev.baton.vpc.console;

import java.util.Optional;
import java.util.regex.Pattern;

/// From where a browser says that a request comes. What is no browser says nothing.
///
/// @param host the `Host` header
/// @param origin the `Origin` header
/// @param site the `Sec-Fetch-Site` header
record Origin(Optional<String> host, Optional<String> origin, Optional<String> site) {
    /// An address or the name of this machine for itself. Any other name may be one that somebody else's name server
    /// has just let point here.
    private static final Pattern HERE =
            Pattern.compile("(localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?");

    /// True for our own pages, and for what is no browser.
    boolean isOurs() {
        return host.filter(name -> HERE.matcher(name).matches()).isPresent()
                && origin.map(from -> from.equals("http://" + host.get())).orElse(true)
                && site.map(from -> from.equals("same-origin") || from.equals("none"))
                        .orElse(true);
    }
}
