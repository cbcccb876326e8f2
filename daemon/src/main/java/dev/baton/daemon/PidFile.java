package dev.baton.daemon;

import dev.baton.model.GlobalSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files by which others find the daemon: keepalived's, with keepalived's names. One process does the work of both
/// of its processes, so its number stands in both.
///
/// The first is locked as long as the daemon lives, so of two that start at once one is refused; a living keepalived,
/// which locks nothing, is recognised by its number.
final class PidFile implements AutoCloseable {
    private static final Path FOLDER = Path.of("/run");
    private static final String PARENT = "keepalived";
    private static final String VRRP = "vrrp";
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final List<Path> files;
    private final FileChannel lock;

    private PidFile(List<Path> files, FileChannel lock) {
        this.files = files;
        this.lock = lock;
    }

    /// What became of the wish to have them.
    sealed interface Claim {
        /// They are ours.
        record Ours(PidFile files) implements Claim {}

        /// Another daemon is running with them.
        record Taken(Path file) implements Claim {}

        /// They cannot be written.
        record Impossible(String why) implements Claim {}
    }

    /// Writes them unless another daemon has them.
    ///
    /// @param written the first one's path, if the command line says so
    static Claim claim(GlobalSettings settings, Optional<Path> written) {
        Path parent = parent(settings, written);
        Path vrrp = written.map(path -> path.resolveSibling(path.getFileName() + "." + VRRP))
                .orElseGet(() -> path(settings, VRRP));
        try {
            make(parent.getParent());
            Optional<FileChannel> lock = lock(parent);
            if (lock.isEmpty()) {
                return new Claim.Taken(parent);
            }
            Files.deleteIfExists(vrrp);
            write(lock.get());
            try (FileChannel second = FileChannel.open(vrrp, OPTIONS)) {
                write(second);
            }
            for (Path file : List.of(parent, vrrp)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return new Claim.Ours(new PidFile(List.of(parent, vrrp), lock.get()));
        } catch (IOException refused) {
            return new Claim.Impossible(String.valueOf(refused.getMessage()));
        }
    }

    /// The one that no two living daemons share.
    static Path parent(GlobalSettings settings, Optional<Path> written) {
        return written.orElseGet(() -> path(settings, PARENT));
    }

    /// `use_pid_dir`, `instance` and `net_namespace` each lead to a folder of their own.
    static Path path(GlobalSettings settings, String name) {
        Optional<String> instance = Optional.ofNullable(settings.values().get("instance"));
        Optional<String> namespace = Optional.ofNullable(settings.values().get("net_namespace"));
        String file = name + instance.map(each -> "_" + each.replace('/', '_')).orElse("") + ".pid";
        boolean inFolder = settings.flags().contains("use_pid_dir") || instance.isPresent() || namespace.isPresent();
        Path folder = inFolder ? FOLDER.resolve(PARENT) : FOLDER;
        return namespace
                .map(each -> folder.resolve(each.replace('/', '_')))
                .orElse(folder)
                .resolve(file);
    }

    private static void make(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            make(folder.getParent());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Optional<FileChannel> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, OPTIONS);
        try {
            @Nullable FileLock locked = channel.tryLock();
            if (locked != null && !isLivingDaemon(file)) {
                return Optional.of(channel);
            }
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        channel.close();
        return Optional.empty();
    }

    /// A number may have been given to another process since, or to ourselves in a new container.
    private static boolean isLivingDaemon(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.matches("[1-9][0-9]{0,9}")
                || Long.parseLong(text) == ProcessHandle.current().pid()) {
            return false;
        }
        try {
            String command = Files.readString(Path.of("/proc", text, "cmdline"), StandardCharsets.ISO_8859_1);
            return command.contains("keepalived") || command.contains("dev.baton.cli");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void write(FileChannel file) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /// Removes them.
    @Override
    public void close() {
        try (lock) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException refused) {
            // The next daemon sees that nobody lives by this number.
        }
    }
}
