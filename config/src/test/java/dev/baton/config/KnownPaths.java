package dev.baton.config;

import dev.baton.config.source.PathFacts;
import dev.baton.model.SslSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A few scripts on an imaginary host: one that is safe, one in a user's home, one without execute bit.
final class KnownPaths implements PathFacts {
    private static final int USER = 1000;
    private static final Map<String, Component> KNOWN = Map.of(
            "/", directory("/", 0, 0755),
            "/usr", directory("/usr", 0, 0755),
            "/usr/bin", directory("/usr/bin", 0, 0755),
            "/usr/bin/pgrep", file("/usr/bin/pgrep", 0755),
            "/usr/local/bin", directory("/usr/local/bin", 0, 0755),
            "/usr/local/bin/notify.sh", file("/usr/local/bin/notify.sh", 0755),
            "/usr/local/bin/plain.txt", file("/usr/local/bin/plain.txt", 0644),
            "/home", directory("/home", 0, 0755),
            "/home/op", directory("/home/op", USER, 0755),
            "/home/op/notify.sh", file("/home/op/notify.sh", 0755));

    private static Component directory(String path, int owner, int mode) {
        return new Component(path, owner, owner, mode, true);
    }

    private static Component file(String path, int mode) {
        return new Component(path, 0, 0, mode, false);
    }

    @Override
    public List<Component> components(String path) {
        if (!KNOWN.containsKey(path)) {
            return List.of();
        }
        List<Component> components = new ArrayList<>(List.of(KNOWN.get("/")));
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            Optional.ofNullable(KNOWN.get(path.substring(0, slash))).ifPresent(components::add);
        }
        components.add(KNOWN.get(path));
        return components;
    }

    @Override
    public List<Unusable> unusable(SslSpec ssl) {
        return ssl
                .key()
                .filter(key -> !key.startsWith("/etc/"))
                .map(key -> new Unusable("key", "there is no such file", "look for it"))
                .stream()
                .toList();
    }

    @Override
    public Optional<String> searchPath(String name) {
        return Optional.of("/usr/bin/" + name).filter(KNOWN::containsKey);
    }
}
