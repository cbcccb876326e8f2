package dev.baton.daemon.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Unix domain socket that one living process has at a path, and that only its user may connect to.
///
/// A file beside it is locked as long as the process lives: the kernel gives the lock back however it ends, so a socket
/// without a locked file beside it is a dead one's and is replaced.
final class SocketFile implements AutoCloseable {
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final String OWNER_ONLY = "rw-------";

    private final Path path;
    private final FileChannel lock;
    private final ServerSocketChannel channel;

    private SocketFile(Path path, FileChannel lock, ServerSocketChannel channel) {
        this.path = path;
        this.lock = lock;
        this.channel = channel;
    }

    /// Listens at the path. A folder that is not there is made, for this user alone.
    ///
    /// @throws IOException if a living process listens there, something else is there, or it cannot be made
    static SocketFile open(Path path) throws IOException {
        make(path.toAbsolutePath().getParent());
        FileChannel lock = lock(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            refuseWhatIsNotOurs(path);
            listen(channel, path);
            return new SocketFile(path, lock, channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            lock.close();
            throw refused;
        }
    }

    /// Whatever the umask is, which the daemon changes.
    private static void make(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            make(folder.getParent());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel lock = FileChannel.open(
                beside(path, ".lock"),
                options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            if (lock.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException ours) {
            // Another one of this process.
        } catch (IOException refused) {
            lock.close();
            throw refused;
        }
        lock.close();
        throw new IOException("another running daemon has it");
    }

    private static void refuseWhatIsNotOurs(Path path) throws IOException {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & FILE_TYPE) != SOCKET) {
                throw new IOException("something else than a socket is there");
            }
        } catch (NoSuchFileException nothingThere) {
            return;
        }
        if (answers(path)) {
            throw new IOException("another program listens there");
        }
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel attempt = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            attempt.configureBlocking(false);
            // False if the other one has no room for another client, which only a living one has not.
            attempt.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (java.net.ConnectException refused) {
            return false;
        }
    }

    /// Nobody may connect before the mode is right, and there is no moment without a socket.
    private static void listen(ServerSocketChannel channel, Path path) throws IOException {
        Path unfinished = beside(path, ".new");
        Files.deleteIfExists(unfinished);
        channel.bind(UnixDomainSocketAddress.of(unfinished));
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(OWNER_ONLY));
        channel.configureBlocking(false);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path beside(Path path, String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// Removes the socket. The file beside it stays: another process may be waiting for its lock.
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            channel.close();
            lock.close();
        }
    }
}
