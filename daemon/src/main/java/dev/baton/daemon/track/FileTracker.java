package dev.baton.daemon.track;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.FileWatch;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.TrackFileSpec;
import dev.baton.vrrp.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// Reads every `track_file` when it was written, moved or removed, and tells its number.
///
/// A file's directory is watched, so it does not matter whether the file is there or how it is replaced. A directory
/// that is not there is looked for every second. Used on the tracking thread only.
final class FileTracker {
    private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(1);
    private static final int BYTES_MAX = 128;

    private final LoopThread thread;
    private final Consumer<Event> engine;
    private final Map<String, Long> told = new HashMap<>();
    private final Map<Path, Integer> watched = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private Optional<FileWatch> watch = Optional.empty();
    private Optional<Agenda.Entry> search = Optional.empty();
    private List<TrackFileSpec> files = List.of();

    FileTracker(LoopThread thread, Consumer<Event> engine) {
        this.thread = thread;
        this.engine = engine;
    }

    /// Tracks these from now on. A file that starts to be tracked is first given its initial number, if it has one.
    void configure(List<TrackFileSpec> specs, boolean atStart) {
        files = specs;
        told.keySet().retainAll(specs.stream().map(TrackFileSpec::name).toList());
        if (atStart) {
            specs.forEach(this::initialise);
        }
        if (!specs.isEmpty() && watch.isEmpty()) {
            FileWatch opened = thread.closing(FileWatch.open());
            thread.loop().watch(opened, now -> opened.receive(this::changed));
            watch = Optional.of(opened);
        }
        search.ifPresent(Agenda.Entry::cancel);
        lookForDirectories();
    }

    private void initialise(TrackFileSpec spec) {
        Path path = Path.of(spec.path());
        if (spec.initial().isEmpty() || (Files.exists(path) && !spec.overwrite())) {
            return;
        }
        try {
            Files.writeString(path, spec.initial().getAsLong() + "\n");
        } catch (IOException refused) {
            thread.log("tracked file " + spec.name() + ": cannot write " + path + ": " + refused.getMessage());
        }
    }

    private void lookForDirectories() {
        boolean complete = true;
        for (TrackFileSpec spec : files) {
            complete &= isWatched(directoryOf(spec));
            read(spec);
        }
        search = complete
                ? Optional.empty()
                : Optional.of(thread.agenda().at(MonotonicClock.now().plus(SEARCH_INTERVAL), this::lookForDirectories));
    }

    private boolean isWatched(Path directory) {
        if (watched.containsKey(directory)) {
            return true;
        }
        try {
            watched.put(directory, watch.orElseThrow().add(directory.toString()));
            return true;
        } catch (KernelException notThere) {
            if (known.add(directory.toString())) {
                thread.log("tracked file: " + notThere.getMessage() + "; its files count as 0 until it is there");
            }
            return false;
        }
    }

    private static Path directoryOf(TrackFileSpec spec) {
        Path parent = Path.of(spec.path()).toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private void changed(int directory, String name) {
        if (name.isEmpty()) {
            watched.values().removeIf(number -> directory == FileWatch.ALL || number == directory);
            known.clear();
            search.ifPresent(Agenda.Entry::cancel);
            lookForDirectories();
            return;
        }
        for (TrackFileSpec spec : files) {
            Integer number = watched.get(directoryOf(spec));
            if (number != null && number == directory && Path.of(spec.path()).endsWith(name)) {
                read(spec);
            }
        }
    }

    private void read(TrackFileSpec spec) {
        OptionalLong number = TrackedNumber.parse(content(Path.of(spec.path())));
        if (number.isEmpty()) {
            thread.log("Invalid number read from " + spec.path() + " - ignoring");
        } else if (told.getOrDefault(spec.name(), 0L) != number.getAsLong()) {
            told.put(spec.name(), number.getAsLong());
            engine.accept(new Event.FileValueChanged(spec.name(), number.getAsLong()));
        }
    }

    private static String content(Path path) {
        if (!Files.isRegularFile(path)) {
            // Nothing there, or something that could keep us waiting.
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(BYTES_MAX), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            // As if it were not there: that is what keepalived makes of it.
            return "";
        }
    }
}
