package dev.baton.daemon;

import dev.baton.config.source.SourceLoader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Configuration files from the file system.
public final class FileSourceLoader implements SourceLoader {
    /// No sensible configuration is larger; what is, is a mistake such as a device or a log.
    private static final long SIZE_MAX = 256L * 1024 * 1024;

    private static final int MATCHES_MAX = 4096;

    /// Relative to the directory in which the process was started.
    public FileSourceLoader() {}

    @Override
    public String workingDirectory() {
        return Path.of("").toAbsolutePath().toString();
    }

    @Override
    public Loaded load(String path) {
        Path file = Path.of(path);
        try {
            if (!Files.exists(file)) {
                return new Loaded.Missing();
            }
            if (Files.isDirectory(file)) {
                return new Loaded.Refused("it is a directory");
            }
            if (!Files.isRegularFile(file)) {
                return new Loaded.Refused("it is not a regular file");
            }
            if (!Files.isReadable(file)) {
                return new Loaded.Refused("permission denied");
            }
            if (Files.size(file) > SIZE_MAX) {
                return new Loaded.Refused("it is larger than " + SIZE_MAX / 1024 / 1024 + " MiB");
            }
            return Loaded.Content.ofBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            return new Loaded.Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> glob(String pattern) {
        List<Path> found = List.of(Path.of("/"));
        for (Path part : Path.of(pattern).normalize()) {
            found = step(found, part.toString());
        }
        return found.stream().map(Path::toString).limit(MATCHES_MAX).toList();
    }

    private static List<Path> step(List<Path> folders, String part) {
        List<Path> found = new ArrayList<>();
        boolean wild = part.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
        for (Path folder : folders) {
            if (!wild) {
                Path next = folder.resolve(part);
                if (Files.exists(next)) {
                    found.add(next);
                }
            } else if (Files.isDirectory(folder)) {
                found.addAll(matching(folder, part));
            }
        }
        return found;
    }

    private static List<Path> matching(Path folder, String part) {
        // A brace is an ordinary character here: the reader has expanded them.
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher("glob:" + part.replace("{", "\\{").replace("}", "\\}"));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".") && !part.startsWith(".");
                if (!hidden && matcher.matches(entry.getFileName()) && found.size() < MATCHES_MAX) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        Collections.sort(found);
        return found;
    }
}
