package dev.baton.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The duty of a container's first process: whoever loses its parent becomes a child of process 1, and stays a zombie
/// until that one asks for its end. Programs that were started by [ChildProcess] are left to whoever started them.
public final class OrphanReaper implements AutoCloseable {
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int SIGINFO_SIZE = 128;
    /// `si_pid` in `siginfo_t`.
    private static final int PID_OFFSET = 16;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Thread thread;

    private OrphanReaper(Thread thread) {
        this.thread = thread;
    }

    /// Looks for zombies once a second, on a thread of its own, if this process is number 1 of its namespace. For any
    /// other there is nothing to do.
    public static OrphanReaper start() {
        Runnable work = ProcessHandle.current().pid() == 1 ? OrphanReaper::reapForEver : () -> {};
        return new OrphanReaper(Thread.ofPlatform().name("orphans").daemon().start(work));
    }

    private static void reapForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            while (reapOne()) {
                // There may be more.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Ends one zombie that nobody else will; false if there is none, or if one of ours stands before it, which its
    /// owner ends soon.
    static boolean reapOne() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_SIZE, 8);
            long found = Syscall.call(SyscallNumbers.waitid, P_ALL, 0, info.address(), WEXITED | WNOHANG | WNOWAIT, 0);
            int pid = info.get(JAVA_INT, PID_OFFSET);
            if (found < 0 || pid == 0 || ChildProcess.isOurs(pid)) {
                return false;
            }
            return Syscall.call(SyscallNumbers.waitid, P_PID, pid, info.address(), WEXITED | WNOHANG, 0) == 0;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
