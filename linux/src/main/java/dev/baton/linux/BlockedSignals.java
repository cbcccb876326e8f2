package dev.baton.linux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which signals a process's threads block, read from `/proc`: a signal sent to the process goes to any
/// thread that does not block it.
final class BlockedSignals {
    private static final String FIELD = "SigBlk:";

    private BlockedSignals() {}

    /// The signals that all threads of this process block, as a `sigset_t`; 0 if that cannot be read.
    static long inEveryThread() {
        long mask = -1;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                mask &= ofThread(thread.resolve("status"));
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return 0;
        }
        return mask;
    }

    private static long ofThread(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(FIELD)) {
                    return Long.parseUnsignedLong(line.substring(FIELD.length()).strip(), 16);
                }
            }
            return 0;
        } catch (IOException threadHasEnded) {
            return -1;
        }
    }
}
