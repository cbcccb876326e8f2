package dev.baton.daemon.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines that a daemon leaves to the next one, should it die: in `/run`, which ends with the kernel's memory. The file
/// is there only while there is something to say.
public final class RunFile {
    private static final Path FOLDER = Path.of("/run/baton");

    private final Path path;

    public RunFile(Path path) {
        this.path = path;
    }

    /// Of the calling thread's network namespace, whose number is in the file's name.
    ///
    /// @param kind what it says
    /// @param owner tells daemons in the same namespace apart; may be empty
    public static RunFile of(String kind, String owner) {
        String ending =
                owner.isEmpty() ? "" : "_" + owner.replaceFirst("^/", "").replace('/', '_');
        return new RunFile(FOLDER.resolve(kind + "_" + namespace() + ending));
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))
                    .toString()
                    .replaceAll("[^0-9]", "");
        } catch (IOException noProc) {
            return "";
        }
    }

    /// What it says; nothing if it is not there or cannot be read.
    public List<String> lines() {
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException nothingSaid) {
            // The usual case: the last daemon has left nothing behind.
            return List.of();
        }
    }

    /// Says this instead, all of it or, after a failure, what it said before.
    public void write(Collection<String> lines) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        make(path.toAbsolutePath().getParent());
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.write(unfinished, lines, StandardCharsets.UTF_8);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Whatever the umask is, which the daemon changes.
    private static void make(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            make(folder.getParent());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
