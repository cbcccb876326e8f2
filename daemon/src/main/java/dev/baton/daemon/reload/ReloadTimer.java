package dev.baton.daemon.reload;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.FileWatch;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks for a reload at the time that a file says (`reload_time_file`), on a thread of its own. The file's directory is
/// watched, so that it may come, change and go.
public final class ReloadTimer implements AutoCloseable {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    /// Somebody may set the clock meanwhile.
    private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(30);

    private final LoopThread thread;
    private final Path file;
    private final boolean repeat;
    private final Runnable reload;
    private Optional<ReloadTime> wanted = Optional.empty();
    private Optional<ZonedDateTime> scheduled = Optional.empty();
    private Optional<Agenda.Entry> entry = Optional.empty();

    /// @param repeat `reload_repeat`: a time without a date counts every day, and its file stays
    /// @param reload asks for a reload, from any thread
    public ReloadTimer(Path file, boolean repeat, Runnable reload, Consumer<String> log) {
        this.file = file;
        this.repeat = repeat;
        this.reload = reload;
        this.thread = LoopThread.start("reload-time", log);
        thread.post(this::begin);
    }

    private void begin() {
        FileWatch watch = thread.closing(FileWatch.open());
        thread.loop()
                .watch(
                        watch,
                        now -> watch.receive((_, name) -> {
                            if (name.isEmpty() || file.endsWith(name)) {
                                read();
                            }
                        }));
        try {
            Path parent = file.toAbsolutePath().getParent();
            watch.add(parent == null ? "/" : parent.toString());
        } catch (KernelException notThere) {
            thread.log("reload_time_file: " + notThere.getMessage() + "; it is looked for at the next reload");
        }
        read();
    }

    private void read() {
        Optional<String> line = firstLine();
        wanted = line.flatMap(ReloadTime::parse);
        if (line.isPresent() && wanted.isEmpty()) {
            thread.log("reload_time_file: " + file + " says neither HH:MM:SS nor YYYY-MM-DD HH:MM:SS");
        }
        Optional<ZonedDateTime> next = wanted.flatMap(time -> time.after(Instant.now(), ZoneId.systemDefault()));
        if (wanted.isPresent() && next.isEmpty()) {
            thread.log("reload_time_file: the time in " + file + " is past");
        }
        if (!next.equals(scheduled)) {
            scheduled
                    .filter(_ -> next.isEmpty())
                    .ifPresent(time -> thread.log("Reload at " + time.format(SHOWN) + " is cancelled"));
            next.ifPresent(time -> thread.log("Reload is scheduled for " + time.format(SHOWN)));
        }
        scheduled = next;
        arm();
    }

    private Optional<String> firstLine() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException unreadable) {
            thread.log("reload_time_file: cannot read " + file + ": " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private void arm() {
        entry.ifPresent(Agenda.Entry::cancel);
        entry = scheduled.map(time -> {
            Duration left = Duration.between(Instant.now(), time.toInstant());
            Duration pause = left.compareTo(LOOK_AT_CLOCK) < 0 ? left : LOOK_AT_CLOCK;
            return thread.agenda()
                    .at(MonotonicClock.now().plus(pause.isNegative() ? Duration.ZERO : pause), this::look);
        });
    }

    private void look() {
        if (scheduled.filter(time -> !time.toInstant().isAfter(Instant.now())).isEmpty()) {
            arm();
            return;
        }
        scheduled = Optional.empty();
        if (!repeat || wanted.flatMap(ReloadTime::date).isPresent()) {
            remove();
        }
        reload.run();
        // A new configuration may want none, or another one; then this one is closed.
        read();
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            thread.log("reload_time_file: cannot remove " + file + ": " + refused.getMessage());
        }
    }

    /// Does not wait: the thread ends after the work in hand.
    @Override
    public void close() {
        thread.stop();
    }
}
