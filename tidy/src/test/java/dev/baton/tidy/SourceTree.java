package dev.baton.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The checkout as the checks see it: its root, its modules, its Java sources and classes.
final class SourceTree {
    /// Modules that may know nothing of clocks, threads, files, sockets and native code.
    static final List<String> PURE = List.of("model", "wire", "config", "vrrp", "havip", "health", "dataplane", "sim");

    private final Path root;

    private SourceTree(Path root) {
        this.root = root;
    }

    /// The checkout that this test runs in: the nearest folder above with a `.mvn` in it.
    static SourceTree here() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return new SourceTree(folder);
    }

    Path root() {
        return root;
    }

    String relative(Path file) {
        return root.relativize(file).toString();
    }

    /// Every module's folder.
    List<Path> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")) && Files.isDirectory(folder))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> sources() {
        return modules().stream()
                .flatMap(module -> files(module.resolve("src"), ".java").stream())
                .toList();
    }

    List<Path> classes(String module) {
        return files(root.resolve(module).resolve("target/classes"), ".class");
    }

    static boolean isProduction(Path source) {
        return source.toString().contains("/src/main/");
    }

    static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
