package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Keeps the protocol punctual on a busy machine: real-time scheduling and memory that is not swapped out.
///
/// What is not permitted comes back as a value, because a daemon without these rights is late at times, but
/// works.
public final class RealTime {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x40000000;
    private static final int PRIO_PROCESS = 0;
    private static final int RLIMIT_NOFILE = 7;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int RLIMIT_RTTIME = 15;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    /// Locks a page when it is first touched: without it every mapping of the JVM would be read in at once.
    private static final int MCL_ONFAULT = 4;

    /// A thread as the kernel knows it.
    ///
    /// @param id its thread id
    /// @param name what `/proc` calls it, at most 15 characters
    public record KernelThread(int id, String name) {
        /// Whether the loop may have to wait for it: HotSpot's garbage collectors and the thread that stops
        /// all others.
        public boolean collectsGarbage() {
            return name.equals("VM Thread") || name.startsWith("GC ") || name.startsWith("G1 ");
        }
    }

    private RealTime() {}

    /// The calling thread's id.
    public static int currentThreadId() {
        return (int) Syscall.call(SyscallNumbers.gettid, 0);
    }

    /// All threads of this process.
    public static List<KernelThread> threads() {
        List<KernelThread> found = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                name(task)
                        .ifPresent(name -> found.add(new KernelThread(
                                Integer.parseInt(task.getFileName().toString()), name)));
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Without /proc nobody's priority is raised, which is what the caller learns from an empty list.
            return List.of();
        }
        return List.copyOf(found);
    }

    private static Optional<String> name(Path task) {
        try {
            return Optional.of(Files.readString(task.resolve("comm")).strip());
        } catch (IOException threadHasEnded) {
            return Optional.empty();
        }
    }

    /// Schedules a thread round-robin before all ordinary ones (`SCHED_RR`). Threads and processes that it
    /// starts later are ordinary again (`SCHED_RESET_ON_FORK`).
    ///
    /// @param priority 1 to 99
    /// @return why not, mostly EPERM without CAP_SYS_NICE; empty on success
    public static Optional<KernelException> schedule(int threadId, int priority) {
        return refusal(
                schedule(threadId, SCHED_RR, priority), "set real-time priority " + priority, "of thread " + threadId);
    }

    private static long schedule(int threadId, int policy, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            return Syscall.call(
                    SyscallNumbers.sched_setscheduler,
                    threadId,
                    policy | SCHED_RESET_ON_FORK,
                    arena.allocateFrom(JAVA_INT, priority).address());
        }
    }

    /// Schedules the calling thread with `priority`, and one below the JVM's own threads that can hold it up and
    /// the threads that work for it: a loop that waits for a garbage collector that gets no processor is late by
    /// tens of milliseconds.
    ///
    /// @param workers names of threads
    /// @return what was refused; empty if everything went well
    public static List<KernelException> scheduleLoop(int priority, Set<String> workers) {
        List<KernelException> refusals = new ArrayList<>();
        schedule(currentThreadId(), priority).ifPresent(refusals::add);
        threads().stream()
                .filter(thread -> thread.collectsGarbage() || workers.contains(thread.name()))
                .flatMap(thread -> schedule(thread.id(), Math.max(1, priority - 1)).stream())
                .forEach(refusals::add);
        return List.copyOf(refusals);
    }

    /// Keeps what this process touches from now on, and what it has touched, in memory.
    ///
    /// @return why not, EPERM or ENOMEM without CAP_IPC_LOCK; empty on success
    public static Optional<KernelException> lockMemory() {
        try (Arena arena = Arena.ofConfined()) {
            // struct rlimit64: soft and hard limit, both RLIM_INFINITY. If that is not permitted, the lock
            // itself fails unless all of the JVM's address space, gigabytes, is within the limit: so it
            // cannot half succeed.
            long unlimited = arena.allocateFrom(JAVA_LONG, -1, -1).address();
            Syscall.call(SyscallNumbers.prlimit64, 0, RLIMIT_MEMLOCK, unlimited, 0);
        }
        long result = Syscall.call(SyscallNumbers.mlockall, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
        return refusal(result, "lock memory", "");
    }

    /// Kills the process (`RLIMIT_RTTIME`, both limits) when one of its real-time threads has run for so long
    /// without waiting for anything: what it would otherwise do to the machine is worse.
    ///
    /// @param most no limit if empty
    /// @return why not; empty on success
    public static Optional<KernelException> limitRunning(Optional<Duration> most) {
        long micros = most.map(limit -> limit.toNanos() / 1_000).orElse(-1L);
        try (Arena arena = Arena.ofConfined()) {
            long limits = arena.allocateFrom(JAVA_LONG, micros, micros).address();
            return refusal(
                    Syscall.call(SyscallNumbers.prlimit64, 0, RLIMIT_RTTIME, limits, 0), "limit real-time running", "");
        }
    }

    /// How many descriptors this process may have open (`RLIMIT_NOFILE`); the JVM has raised it as far as it may.
    public static long descriptorLimit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(JAVA_LONG, 2);
            Syscall.check(
                    Syscall.call(SyscallNumbers.prlimit64, 0, RLIMIT_NOFILE, 0, limits.address()),
                    "ask for limit",
                    "of descriptors");
            long soft = limits.get(JAVA_LONG, 0);
            return soft < 0 ? Long.MAX_VALUE : soft;
        }
    }

    /// Restricts a thread to some processors (`sched_setaffinity(2)`).
    ///
    /// @param processors numbered from 0; not empty
    /// @return why not, EINVAL if none of them exists; empty on success
    public static Optional<KernelException> bind(int threadId, SortedSet<Integer> processors) {
        byte[] mask = new byte[(processors.last() / 64 + 1) * 8];
        processors.forEach(each -> mask[each / 8] |= (byte) (1 << (each % 8)));
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocateFrom(JAVA_BYTE, mask).address();
            long result = Syscall.call(SyscallNumbers.sched_setaffinity, threadId, mask.length, address);
            return refusal(result, "use processors " + processors, "by thread " + threadId);
        }
    }

    /// Makes a thread's share of the processors larger or smaller; it matters while the thread is not a
    /// real-time one. Threads and processes that it starts later have no larger share than others.
    ///
    /// @param niceness -20, the largest share, to 19
    /// @return why not, EACCES without CAP_SYS_NICE; empty on success
    public static Optional<KernelException> nice(int threadId, int niceness) {
        if (Syscall.call(SyscallNumbers.sched_getscheduler, threadId) == SCHED_OTHER) {
            schedule(threadId, SCHED_OTHER, 0);
        }
        long result = Syscall.call(SyscallNumbers.setpriority, PRIO_PROCESS, threadId, niceness);
        return refusal(result, "set niceness " + niceness, "of thread " + threadId);
    }

    /// A thread's niceness, -20 to 19; 0 if it has ended.
    public static int niceness(int threadId) {
        // The call answers 20 minus the niceness, so that what is negative is an error.
        long answer = Syscall.call(SyscallNumbers.getpriority, PRIO_PROCESS, threadId);
        return answer < 0 ? 0 : 20 - (int) answer;
    }

    /// What `ps` and `pgrep` call this process from now on.
    ///
    /// @param name the kernel keeps 15 bytes of it
    public static void nameProcess(String name) {
        try {
            Files.writeString(Path.of("/proc/self/comm"), name);
        } catch (IOException unwritable) {
            // Without /proc it keeps the name of the JVM's launcher, which harms nothing.
            return;
        }
    }

    private static Optional<KernelException> refusal(long result, String operation, String object) {
        return result < 0 ? Optional.of(new KernelException(operation, (int) -result, object)) : Optional.empty();
    }
}
