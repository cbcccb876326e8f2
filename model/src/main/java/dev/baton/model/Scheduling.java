package dev.baton.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// How the kernel is to treat one of the parts (`vrrp_rt_priority`, `checker_cpu_affinity` …). What is absent was
/// not asked for.
///
/// @param realTimePriority 1 to 99, the highest
/// @param realTimeLimit how long a real-time thread may run without waiting for anything
/// @param niceness -20, the most favoured, to 19
/// @param processors on which it may run; empty means all
/// @param lockMemory nothing of the process is swapped out
/// @param processName what `ps` shows, at most 15 bytes
public record Scheduling(
        Optional<Integer> realTimePriority,
        Optional<Duration> realTimeLimit,
        Optional<Integer> niceness,
        SortedSet<Integer> processors,
        boolean lockMemory,
        Optional<String> processName) {
    /// Nothing was asked for.
    public static final Scheduling UNSPECIFIED = new Scheduling(
            Optional.empty(), Optional.empty(), Optional.empty(), new TreeSet<>(), false, Optional.empty());

    public Scheduling {
        processors = Collections.unmodifiableSortedSet(new TreeSet<>(processors));
    }
}
