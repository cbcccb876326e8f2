package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Tells of files in directories that were written, moved or removed (`inotify(7)`). One thread at a time.
public final class FileWatch implements Pollable, AutoCloseable {
    /// What happened in a directory.
    @FunctionalInterface
    public interface Listener {
        /// Something of this name was written to its end, or came or went; with an empty name the directory
        /// itself has gone and is not watched any more, or changes were lost: look at everything again.
        void changed(int directory, String name);
    }

    /// Every directory, after a loss.
    public static final int ALL = -1;

    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_DELETE_SELF = 0x400;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int IN_IGNORED = 0x8000;
    private static final int IN_ONLYDIR = 0x1000000;
    private static final int IN_NONBLOCK = 0x800;
    private static final int IN_CLOEXEC = 0x80000;
    private static final int CHANGES = IN_CLOSE_WRITE
            | IN_MOVED_FROM
            | IN_MOVED_TO
            | IN_CREATE
            | IN_DELETE
            | IN_DELETE_SELF
            | IN_MOVE_SELF
            | IN_ONLYDIR;
    private static final int GONE = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED;
    private static final int BUFFER_SIZE = 64 * 1024;
    /// `struct inotify_event`: descriptor, mask, cookie, length of the name.
    private static final int HEADER_SIZE = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_SIZE, 8);
    private final Descriptor inotify;

    private FileWatch(Descriptor inotify) {
        this.inotify = inotify;
    }

    public static FileWatch open() {
        long opened = Syscall.call(SyscallNumbers.inotify_init1, IN_NONBLOCK | IN_CLOEXEC);
        return new FileWatch(Descriptor.of(opened, "open inotify", ""));
    }

    /// Watches a directory; watching it again gives the same number.
    ///
    /// @return the number by which the directory is called from now on
    /// @throws KernelException ENOENT, ENOTDIR or EACCES: it is not there, or not a directory to look into
    public int add(String directory) {
        try (Arena scratch = Arena.ofConfined()) {
            long added = Syscall.call(
                    SyscallNumbers.inotify_add_watch,
                    inotify.number(),
                    scratch.allocateFrom(directory).address(),
                    CHANGES);
            return (int) Syscall.check(added, "watch directory", directory);
        }
    }

    @Override
    public int fd() {
        return inotify.number();
    }

    /// Hands over what has happened since the last call, without waiting.
    public void receive(Listener listener) {
        long length = read();
        while (length > 0) {
            for (long at = 0; at < length; ) {
                at = tell(at, listener);
            }
            length = read();
        }
    }

    private long read() {
        return Syscall.call(SyscallNumbers.read, inotify.number(), buffer.address(), BUFFER_SIZE);
    }

    private long tell(long at, Listener listener) {
        int directory = buffer.get(JAVA_INT, at);
        int mask = buffer.get(JAVA_INT, at + 4);
        int padded = buffer.get(JAVA_INT, at + 12);
        if ((mask & IN_Q_OVERFLOW) != 0) {
            listener.changed(ALL, "");
        } else if ((mask & GONE) != 0) {
            listener.changed(directory, "");
        } else if (padded > 0) {
            listener.changed(directory, buffer.getString(at + HEADER_SIZE, StandardCharsets.UTF_8));
        }
        return at + HEADER_SIZE + padded;
    }

    @Override
    public void close() {
        if (inotify.isOpen()) {
            inotify.close();
            arena.close();
        }
    }
}
