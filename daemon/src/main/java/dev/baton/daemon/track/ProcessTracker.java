package dev.baton.daemon.track;

import dev.baton.daemon.thread.Agenda;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.ProcessMonitor;
import dev.baton.model.TrackProcessSpec;
import dev.baton.vrrp.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Counts the processes of every `vrrp_track_process`. The kernel tells of each that comes and goes; where it does
/// not, in namespaces of their own, all are looked at every half second. Used on the tracking thread only.
final class ProcessTracker {
    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    private final LoopThread thread;
    private final Consumer<Event> engine;
    private final List<ProcessQuorum> quorums = new ArrayList<>();
    private Optional<ProcessMonitor> monitor = Optional.empty();
    private Optional<Agenda.Entry> look = Optional.empty();
    private boolean tried;

    ProcessTracker(LoopThread thread, Consumer<Event> engine) {
        this.thread = thread;
        this.engine = engine;
    }

    /// Tracks these from now on.
    void configure(List<TrackProcessSpec> specs) {
        quorums.forEach(ProcessQuorum::forget);
        quorums.clear();
        specs.forEach(spec -> quorums.add(new ProcessQuorum(spec, thread, engine)));
        look.ifPresent(Agenda.Entry::cancel);
        if (!specs.isEmpty()) {
            listen();
            lookAtAll();
        }
    }

    private void listen() {
        if (tried) {
            return;
        }
        tried = true;
        monitor = ProcessMonitor.open();
        monitor.ifPresentOrElse(
                opened -> {
                    thread.closing(opened);
                    thread.loop().watch(opened, now -> opened.receive(listener));
                },
                () -> thread.log("The kernel does not tell of processes here (it does to root, outside of namespaces);"
                        + " tracked processes are looked for every " + LOOK_INTERVAL.toMillis() + " ms"));
    }

    private final ProcessMonitor.Listener listener = new ProcessMonitor.Listener() {
        @Override
        public void changed(int pid) {
            quorums.forEach(quorum -> quorum.seen(pid, isMeant(quorum.pattern(), PROC.resolve("" + pid))));
        }

        @Override
        public void ended(int pid) {
            quorums.forEach(quorum -> quorum.ended(pid));
        }

        @Override
        public void lost() {
            lookAtAll();
        }
    };

    private void lookAtAll() {
        List<Path> processes = processes();
        for (ProcessQuorum quorum : quorums) {
            Set<Integer> meant = new HashSet<>();
            for (Path process : processes) {
                if (isMeant(quorum.pattern(), process)) {
                    meant.add(Integer.valueOf(process.getFileName().toString()));
                }
            }
            quorum.present(meant);
        }
        if (monitor.isEmpty()) {
            look = Optional.of(thread.agenda().at(MonotonicClock.now().plus(LOOK_INTERVAL), this::lookAtAll));
        }
    }

    private static List<Path> processes() {
        List<Path> processes = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(PROC, "[0-9]*")) {
            found.forEach(processes::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Without /proc no process is known, which is what the caller concludes from an empty list.
            return List.of();
        }
        return processes;
    }

    private static boolean isMeant(ProcessPattern pattern, Path process) {
        try {
            if (pattern.needsCommandLine()) {
                return pattern.matches("", commandLine(process));
            }
            // A process that has ended and is not waited for keeps its name; its command line is gone already.
            String name = Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .strip();
            return pattern.matches(name, List.of()) && !isDead(process);
        } catch (IOException ended) {
            return false;
        }
    }

    private static List<String> commandLine(Path process) throws IOException {
        String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        return line.isEmpty()
                ? List.of()
                : List.of(line.substring(0, line.length() - 1).split("\0", -1));
    }

    /// `/proc/PID/stat`: the state follows the name in parentheses.
    private static boolean isDead(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        char state = stat.charAt(stat.lastIndexOf(')') + 2);
        return state == 'Z' || state == 'X';
    }
}
