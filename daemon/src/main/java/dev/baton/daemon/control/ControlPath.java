package dev.baton.daemon.control;

import dev.baton.model.GlobalSettings;
import java.nio.file.Path;
import java.util.Optional;

/// Where a daemon listens for `baton status` and its kin.
public final class ControlPath {
    /// Of a daemon whose configuration says nothing else.
    public static final Path DEFAULT = Path.of("/run/baton/control.sock");

    private ControlPath() {}

    /// What `control_socket` says; else the default one, with the names of `net_namespace` and `instance` in it, so
    /// that several daemons on one machine have one each. Empty for `off`.
    public static Optional<Path> of(GlobalSettings settings) {
        String written = settings.values().getOrDefault("control_socket", "");
        if (written.equals("off")) {
            return Optional.empty();
        }
        return Optional.of(written.isEmpty() ? named(settings) : Path.of(written));
    }

    private static Path named(GlobalSettings settings) {
        StringBuilder name = new StringBuilder("control");
        for (String keyword : new String[] {"net_namespace", "instance"}) {
            String value = settings.values().getOrDefault(keyword, "");
            if (!value.isEmpty()) {
                name.append('_').append(value.replace('/', '_'));
            }
        }
        return DEFAULT.resolveSibling(name + ".sock");
    }
}
