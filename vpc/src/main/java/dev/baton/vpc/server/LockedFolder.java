package dev.baton.vpc.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The server's state directory, for one server at a time; the lock ends with the process.
final class LockedFolder implements AutoCloseable {
    private final FileChannel channel;

    private LockedFolder(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder if there is none, readable by its owner alone, and locks it.
    ///
    /// @throws IOException if it cannot be made, or another server has it
    static LockedFolder lock(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (taken(channel)) {
            channel.close();
            throw new IOException("another server uses the state directory " + folder);
        }
        return new LockedFolder(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            // by this process
            return true;
        }
    }
}
