package dev.baton.daemon.notify;

import dev.baton.daemon.script.Admission;
import dev.baton.daemon.script.Launch;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.Account;
import dev.baton.linux.ChildProcess;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.NamedPipe;
import dev.baton.model.NotifyPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A named pipe of notices (`notify_fifo`), and the script that reads it, if there is one.
///
/// The script is started before the pipe is opened, and again when it ends. When nobody reads and the pipe is full,
/// lines are lost, which is logged once until one gets through.
final class PipeWriter {
    private static final int MODE = 0644;
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SIGTERM = 15;
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private final String path;
    private final NamedPipe pipe;
    private final boolean ours;
    private final LoopThread thread;
    private Optional<ChildProcess> reader = Optional.empty();
    private Optional<Agenda.Entry> restart = Optional.empty();
    private boolean full;

    private PipeWriter(String path, NamedPipe pipe, boolean ours, LoopThread thread) {
        this.path = path;
        this.pipe = pipe;
        this.ours = ours;
        this.thread = thread;
    }

    /// Makes the pipe unless it is there, and starts its reader; empty, after a line in the log, if it cannot be had.
    static Optional<PipeWriter> open(NotifyPipe spec, ScriptRules rules, LoopThread thread) {
        try {
            boolean made = make(spec);
            PipeWriter writer = new PipeWriter(spec.path(), NamedPipe.open(spec.path()), made, thread);
            spec.script().ifPresent(script -> {
                switch (rules.admit(script)) {
                    case Admission.Admitted(Launch launch) -> writer.startReader(launch);
                    case Admission.Refused(String why) ->
                        thread.log("script of pipe " + spec.path() + " is disabled: " + why);
                }
            });
            return Optional.of(writer);
        } catch (KernelException | IOException refused) {
            thread.log("pipe " + spec.path() + " is not written to: " + refused.getMessage());
            return Optional.empty();
        }
    }

    private static boolean make(NotifyPipe spec) throws IOException {
        Path path = Path.of(spec.path());
        boolean made = true;
        try {
            NamedPipe.make(spec.path(), MODE);
        } catch (KernelException refused) {
            if (!refused.is(Errno.EEXIST)) {
                throw refused;
            }
            made = false;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Optional<Account> user = spec.user().flatMap(Account::named);
        int wanted = user.map(Account::uid).orElse(Account.currentUid());
        if ((mode & FILE_TYPE) != FIFO) {
            throw new IOException("something else than a pipe is there");
        }
        if (!made && owner != wanted && owner != Account.currentUid()) {
            throw new IOException("the pipe that is there belongs to user " + owner);
        }
        if (user.isPresent()) {
            OptionalInt group = spec.group().map(Account::group).orElse(OptionalInt.empty());
            Files.setAttribute(path, "unix:uid", wanted, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", group.orElse(user.get().gid()), LinkOption.NOFOLLOW_LINKS);
        }
        return made;
    }

    void write(String line) {
        boolean written = pipe.write(line);
        if (!written && !full) {
            thread.log("pipe " + path + " is full, nobody reads it: lines are lost");
        }
        full = !written;
    }

    private void startReader(Launch launch) {
        try {
            ChildProcess child = launch.start(List.of(path));
            reader = Optional.of(child);
            thread.loop().watch(child, now -> ended(child, launch));
        } catch (KernelException refused) {
            thread.log("script of pipe " + path + ": " + refused.getMessage());
        }
    }

    private void ended(ChildProcess child, Launch launch) {
        thread.loop().unwatch(child);
        child.poll();
        child.close();
        reader = Optional.empty();
        thread.log("script of pipe " + path + " has ended; it is started again");
        restart = Optional.of(thread.agenda().at(MonotonicClock.now().plus(RESTART_DELAY), () -> startReader(launch)));
    }

    /// True once the reader has taken everything that was written, or if there is no reader of ours.
    boolean isDrained() {
        return reader.isEmpty() || pipe.unread() == 0;
    }

    /// Ends the reader, and removes the pipe if it was made here.
    void close() {
        restart.ifPresent(Agenda.Entry::cancel);
        reader.ifPresent(child -> {
            thread.loop().unwatch(child);
            child.signal(SIGTERM);
            child.close();
        });
        pipe.close();
        try {
            if (ours) {
                Files.deleteIfExists(Path.of(path));
            }
        } catch (IOException refused) {
            thread.log("pipe " + path + " is not removed: " + refused.getMessage());
        }
    }
}
