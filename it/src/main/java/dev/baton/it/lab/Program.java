package dev.baton.it.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that keeps running inside a namespace, with all its children; what it writes goes to a file outside.
public final class Program implements AutoCloseable {
    private final Process nsenter;
    private final Path log;
    private final String name;

    private Program(Process nsenter, Path log, String name) {
        this.nsenter = nsenter;
        this.log = log;
        this.name = name;
    }

    /// Starts it and returns once the kernel knows it.
    public static Program start(Namespace where, Map<String, String> environment, List<String> words) {
        String name = where.name() + "/" + Path.of(words.getFirst()).getFileName();
        try {
            Path log = Files.createTempFile("baton-lab-", ".log");
            log.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(where.entering(words));
            builder.environment().putAll(environment);
            Process nsenter = builder.redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(log.toFile())
                    .start();
            Program program = new Program(nsenter, log, name);
            Await.until(
                    name + " runs",
                    Duration.ofSeconds(5),
                    () -> !nsenter.isAlive() || nsenter.children().findFirst().isPresent(),
                    program::log);
            return program;
        } catch (IOException e) {
            throw new LabException("starting " + name, e);
        }
    }

    /// Everything it has written so far.
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /// True until its first process has ended.
    public boolean isRunning() {
        return nsenter.isAlive();
    }

    /// All its processes, as the outside numbers them.
    List<Long> pids() {
        return nsenter.descendants().map(ProcessHandle::pid).toList();
    }

    /// The process that was started itself.
    long pid() {
        return nsenter.children()
                .findFirst()
                .orElseThrow(() -> new LabException(name + " has ended\n" + log()))
                .pid();
    }

    /// Sends SIGTERM to the first process.
    public void terminate() {
        signal("TERM", List.of(pid()));
    }

    /// Waits for its end.
    ///
    /// @return its exit code, 128 + the signal's number if one ended it
    public int await(Duration atMost) {
        try {
            if (!nsenter.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(name + " has not ended within " + atMost.toMillis() + " ms\n" + log());
            }
            return nsenter.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("waiting for " + name, e);
        }
    }

    /// Kills all its processes such that none gets to react to the death of another.
    public void kill() {
        List<Long> pids = pids();
        signal("STOP", pids);
        signal("KILL", pids);
        // nsenter stops itself after its child, but has to see the child's end: nobody else would reap it, and a
        // zombie still owns its pid.
        Await.until(name + " is dead", Duration.ofSeconds(10), this::reaped, this::log);
    }

    private boolean reaped() {
        signal("CONT", List.of(nsenter.pid()));
        return !nsenter.isAlive();
    }

    /// Stops all its processes from running, as a frozen virtual machine would.
    public void freeze() {
        signal("STOP", pids());
    }

    /// Lets them run again.
    public void thaw() {
        // nsenter stops itself when its child is stopped, so it is woken too.
        List<Long> all = new ArrayList<>(pids());
        all.add(nsenter.pid());
        signal("CONT", all);
    }

    void signal(String signal, List<Long> pids) {
        if (pids.isEmpty() || !nsenter.isAlive()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal));
        pids.forEach(pid -> words.add(Long.toString(pid)));
        Command.run(words);
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new LabException("removing " + log, e);
        }
    }
}
