package dev.baton.config;

import dev.baton.config.source.MemorySourceLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A test directory's files as if they lay in `/etc/keepalived`.
final class DirectoryLoader {
    private DirectoryLoader() {}

    static MemorySourceLoader of(Path directory) {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put("/etc/keepalived/" + directory.relativize(file), Configs.text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MemorySourceLoader("/etc/keepalived", files);
    }
}
