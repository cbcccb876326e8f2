package dev.baton.daemon.script;

import dev.baton.linux.ChildProcess;
import dev.baton.linux.ChildProcess.End;
import dev.baton.linux.KernelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A script that is waited for: `startup_script`, `shutdown_script`. Never on the protocol thread.
public final class SingleRun {
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final String name;
    private final Consumer<String> log;

    /// @param name the keyword, for the log
    public SingleRun(String name, Consumer<String> log) {
        this.name = name;
        this.log = log;
    }

    /// Runs it to its end, or until its time is up; then it is ended with its process group.
    public void await(Admission admission, Duration timeout) {
        switch (admission) {
            case Admission.Refused(String why) -> log.accept(name + " is disabled: " + why);
            case Admission.Admitted(Launch launch) -> await(launch, timeout);
        }
    }

    private void await(Launch launch, Duration timeout) {
        log.accept("Running " + name);
        try (ChildProcess child = launch.start(List.of())) {
            Optional<End> end = ended(child, timeout);
            if (end.isEmpty()) {
                log.accept(name + " timed out after " + timeout.toSeconds() + " s");
                child.signal(SIGTERM);
                end = ended(child, GRACE);
                if (end.isEmpty()) {
                    child.signal(SIGKILL);
                    ended(child, GRACE);
                }
                return;
            }
            judge(end.get());
        } catch (KernelException refused) {
            log.accept(name + ": " + refused.getMessage());
        }
    }

    private void judge(End end) {
        switch (end) {
            case End.Exited(int status) when status == 0 -> log.accept(name + " succeeded");
            case End.Exited(int status) -> log.accept(name + " failed (exited with status " + status + ")");
            case End.Killed(int signal) -> log.accept(name + " failed (due to signal " + signal + ")");
        }
    }

    private static Optional<End> ended(ChildProcess child, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<End> end = child.poll();
        while (end.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
            end = child.poll();
        }
        return end;
    }
}
