package dev.baton.daemon;

import dev.baton.linux.KernelException;
import dev.baton.linux.RealTime;
import dev.baton.model.Scheduling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes this process as the configuration asks: real-time, niced, bound to processors, locked in memory, with a name.
///
/// The calling thread and the JVM's collector run before all ordinary threads where that is permitted, even if nobody
/// asks: on a busy machine an ordinary one is late by tens of milliseconds.
final class ProcessScheduling {
    /// Low among the real-time ones: others may have better reasons.
    private static final int PRIORITY = 2;
    /// The collector is a real-time thread too, and a full collection takes longer than keepalived ever runs at once.
    private static final Duration LIMIT_MIN = Duration.ofMillis(100);

    private static final String NAME = "baton";

    private final Log log;
    private Scheduling applied = Scheduling.UNSPECIFIED;

    ProcessScheduling(Log log) {
        this.log = log;
    }

    /// To be called on the protocol thread. What is not permitted is logged, one line for each kind.
    void apply(Scheduling asked) {
        RealTime.nameProcess(asked.processName().orElse(NAME));
        complain(
                "No real-time priority, adverts may be late on a busy machine",
                RealTime.scheduleLoop(
                        asked.realTimePriority().orElse(PRIORITY), Set.of(AddressThread.NAME, HostThread.NAME)),
                "CAP_SYS_NICE");
        if (!asked.realTimeLimit().equals(applied.realTimeLimit())) {
            limit(asked.realTimeLimit());
        }
        asked.niceness().ifPresent(niceness -> complain("vrrp_priority", nice(niceness), "CAP_SYS_NICE"));
        if (!asked.processors().isEmpty()) {
            complain("vrrp_cpu_affinity", bind(asked), "CAP_SYS_NICE");
        }
        if (asked.lockMemory()) {
            complain("vrrp_no_swap", RealTime.lockMemory().stream().toList(), "CAP_IPC_LOCK");
        }
        applied = asked;
    }

    private void limit(Optional<Duration> asked) {
        Optional<Duration> limit = asked.map(wanted -> wanted.compareTo(LIMIT_MIN) < 0 ? LIMIT_MIN : wanted);
        if (!limit.equals(asked)) {
            log.line(
                    "vrrp_rlimit_rttime: " + LIMIT_MIN.toMillis() + " ms instead, which a garbage collection may take");
        }
        complain("vrrp_rlimit_rttime", RealTime.limitRunning(limit).stream().toList(), "CAP_SYS_RESOURCE");
    }

    private static List<KernelException> nice(int niceness) {
        return RealTime.threads().stream()
                .flatMap(thread -> RealTime.nice(thread.id(), niceness).stream())
                .toList();
    }

    /// The loop waits for the collector, which must not be elsewhere then.
    private static List<KernelException> bind(Scheduling asked) {
        Stream<Integer> threads = Stream.concat(
                Stream.of(RealTime.currentThreadId()),
                RealTime.threads().stream()
                        .filter(RealTime.KernelThread::collectsGarbage)
                        .map(RealTime.KernelThread::id));
        return threads.flatMap(thread -> RealTime.bind(thread, asked.processors()).stream())
                .toList();
    }

    private void complain(String what, List<KernelException> refusals, String capability) {
        refusals.stream()
                .findFirst()
                .ifPresent(
                        refusal -> log.line(what + ": " + refusal.getMessage() + " (" + capability + " permits it)"));
    }
}
