package dev.baton.daemon.service;

import dev.baton.linux.KernelException;
import dev.baton.linux.RealTime;
import dev.baton.model.GlobalSettings;
import dev.baton.model.Scheduling;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a thread of checks or of the data plane as `checker_rt_priority` and the like ask.
///
/// One process does everything here: a thread of these never runs before the protocol loop, memory is locked for all,
/// and nothing of these can end the process that holds the addresses.
final class WorkerScheduling {
    /// The loop's own, unless it is asked to have another.
    private static final int LOOP_PRIORITY = 2;

    private final Consumer<String> log;
    private Scheduling applied = Scheduling.UNSPECIFIED;

    WorkerScheduling(Consumer<String> log) {
        this.log = log;
    }

    /// To be called on the thread that is meant. What is not permitted is logged.
    void apply(GlobalSettings settings) {
        Scheduling asked = settings.checkerScheduling();
        int thread = RealTime.currentThreadId();
        int most = Math.max(1, settings.scheduling().realTimePriority().orElse(LOOP_PRIORITY) - 1);
        asked.realTimePriority()
                .ifPresent(priority -> complain(
                        "checker_rt_priority", RealTime.schedule(thread, Math.min(priority, most)), "CAP_SYS_NICE"));
        Optional<Integer> niceness =
                asked.niceness().or(() -> applied.niceness().map(_ -> 0));
        niceness.ifPresent(nice -> complain("checker_priority", RealTime.nice(thread, nice), "CAP_SYS_NICE"));
        if (!asked.processors().isEmpty()) {
            complain("checker_cpu_affinity", RealTime.bind(thread, asked.processors()), "CAP_SYS_NICE");
        }
        if (asked.lockMemory() && !applied.lockMemory()) {
            complain("checker_no_swap", RealTime.lockMemory(), "CAP_IPC_LOCK");
        }
        applied = asked;
    }

    private void complain(String what, Optional<KernelException> refusal, String capability) {
        refusal.ifPresent(why -> log.accept(what + ": " + why.getMessage() + " (" + capability + " permits it)"));
    }
}
