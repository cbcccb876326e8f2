package dev.baton.cli;

import dev.baton.config.platform.Platform;
import java.util.Iterator;

/// The platforms, for the help text and for completion.
final class PlatformNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Platform.names().iterator();
    }
}
