package dev.baton.daemon;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.tls.ClientIdentity;
import dev.baton.model.SslSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Owners and permissions from the file system, as `stat` shows them, and what is in files of certificates.
public final class FilePathFacts implements PathFacts {
    private final List<Path> searchPath;

    /// @param searchPath the directories in which programs are looked for, separated by colons as in `PATH`
    public FilePathFacts(String searchPath) {
        this.searchPath = Stream.of(searchPath.split(":", -1))
                .filter(each -> each.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    /// Programs are looked for where a shell of this process would.
    public static FilePathFacts ofEnvironment() {
        return new FilePathFacts(System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
    }

    @Override
    public List<Component> components(String path) {
        try {
            Path real = Path.of(path).toRealPath();
            List<Component> components = new ArrayList<>();
            components.add(component(Path.of("/")));
            for (int count = 1; count <= real.getNameCount(); count++) {
                components.add(component(Path.of("/").resolve(real.subpath(0, count))));
            }
            return components;
        } catch (IOException | IllegalArgumentException e) {
            // not there, not reachable, or no path at all: for a script that is one and the same
            return List.of();
        }
    }

    @Override
    public List<Unusable> unusable(SslSpec ssl) {
        return ClientIdentity.read(ssl).problems();
    }

    private static Component component(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid,gid,isDirectory");
        int mode = number(facts, "mode") & 07777;
        boolean directory = Boolean.TRUE.equals(facts.get("isDirectory"));
        return new Component(path.toString(), number(facts, "uid"), number(facts, "gid"), mode, directory);
    }

    private static int number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Integer value ? value : 0;
    }

    @Override
    public Optional<String> searchPath(String name) {
        return searchPath.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst();
    }
}
