package dev.baton.vpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds programs of the operating system: on PATH, then in the folders that a plain user's PATH often lacks.
public final class Programs {
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private Programs() {}

    /// The absolute path of an executable file of this name; empty if there is none.
    public static Optional<String> find(String name) {
        Set<String> folders = new LinkedHashSet<>(
                List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)));
        folders.addAll(SYSTEM_FOLDERS);
        return folders.stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /// As [#find], for a program without which nothing works.
    ///
    /// @throws VpcException naming the package that has it
    public static String require(String name, String debianPackage) throws VpcException {
        return find(name)
                .orElseThrow(() -> new VpcException(
                        "the program '" + name + "' is missing", "install the package " + debianPackage));
    }
}
