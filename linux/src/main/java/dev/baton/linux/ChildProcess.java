package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.PosixSpawn;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A program that was started for a script: its pidfd becomes readable in an [EventLoop] when it has ended.
///
/// It runs in the calling thread's network namespace, with no signal blocked and every handled one at its
/// default, at ordinary priority if the thread's real-time scheduling resets on fork, in a session of its
/// own, without input and output. Closing this object does not end the program.
public final class ChildProcess implements Pollable, AutoCloseable {
    /// How a program ended.
    public sealed interface End {
        /// By itself, with this status.
        record Exited(int status) implements End {}

        /// By this signal.
        record Killed(int signal) implements End {}
    }

    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int CLD_EXITED = 1;
    private static final int SIGINFO_SIZE = 128;
    /// Every signal but SIGKILL and SIGSTOP, which have no other effect than their default, and glibc's own
    /// 32 and 33.
    private static final long ALL_SIGNALS = ~((1L << 8) | (1L << 18) | (1L << 31) | (1L << 32));

    /// Those that have been started and whose end nobody has asked for.
    private static final Set<Integer> OURS = new HashSet<>();

    private final long pid;
    private final Descriptor pidfd;

    private ChildProcess(long pid, Descriptor pidfd) {
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /// Starts a program.
    ///
    /// @param command the program's path, which is not searched for, and its arguments
    /// @param environment all of it; nothing is inherited
    /// @throws KernelException ENOENT, EACCES, ENOEXEC …: nothing was started
    public static ChildProcess start(List<String> command, Map<String, String> environment) {
        List<String> variables = environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        String program = command.getFirst();
        int pid;
        // Before anybody can ask whose it is, it is known as ours.
        synchronized (OURS) {
            pid = PosixSpawn.spawn(program, command, variables, ALL_SIGNALS);
            OURS.add(pid);
        }
        // Nobody else reaps our children, so the number cannot have been given to another process meanwhile.
        long pidfd = Syscall.call(SyscallNumbers.pidfd_open, pid, 0);
        return new ChildProcess(pid, Descriptor.of(pidfd, "watch process", program));
    }

    /// True for a program that was started here and whose end has not been asked for.
    static boolean isOurs(int pid) {
        synchronized (OURS) {
            return OURS.contains(pid);
        }
    }

    public long pid() {
        return pid;
    }

    @Override
    public int fd() {
        return pidfd.number();
    }

    /// How it ended, once it has; ends the zombie. Asking again after that is an error (ECHILD).
    public Optional<End> poll() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_SIZE, 8);
            long result =
                    Syscall.call(SyscallNumbers.waitid, P_PIDFD, pidfd.number(), info.address(), WEXITED | WNOHANG, 0);
            Syscall.check(result, "wait for process", "" + pid);
            // siginfo_t: signo, errno, code, padding, pid, uid, status. signo 0: it is still running.
            if (info.get(JAVA_INT, 0) == 0) {
                return Optional.empty();
            }
            synchronized (OURS) {
                OURS.remove((int) pid);
            }
            int status = info.get(JAVA_INT, 24);
            boolean exited = info.get(JAVA_INT, 8) == CLD_EXITED;
            return Optional.of(exited ? new End.Exited(status) : new End.Killed(status));
        }
    }

    /// Sends a signal to the program and to whatever it started in its process group, as far as that is still
    /// there.
    public void signal(int number) {
        long result = Syscall.call(SyscallNumbers.kill, -pid, number);
        if (result != -Errno.ESRCH.number()) {
            Syscall.check(result, "signal " + number, "to process group " + pid);
        }
    }

    @Override
    public void close() {
        pidfd.close();
    }
}
