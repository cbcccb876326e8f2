package dev.baton.linux;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;

/// A network namespace, held open (network_namespaces(7)). It exists as long as somebody holds it.
///
/// A namespace belongs to a *thread*: entering one moves the calling thread only, and threads that it starts
/// later. A socket stays in the namespace in which it was opened. Entering is refused to virtual threads,
/// which share carriers.
public final class NetworkNamespace implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    /// Where `ip netns` keeps named ones.
    private static final String NAMED = "/run/netns/";

    private final Descriptor descriptor;

    private NetworkNamespace(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /// The calling thread's.
    public static NetworkNamespace current() {
        // Not /proc/self: that is the process's first thread, which is none of Java's.
        return open("/proc/thread-self/ns/net");
    }

    /// That of a process's first thread.
    ///
    /// @throws KernelException ENOENT if there is no such process, EACCES if it is not ours to look into
    public static NetworkNamespace ofProcess(long pid) {
        return open("/proc/" + pid + "/ns/net");
    }

    /// The one that `ip netns` knows by this name.
    public static NetworkNamespace named(String name) {
        return open(NAMED + name);
    }

    /// A new one, with nothing in it but a loopback that is down. The calling thread stays where it is.
    ///
    /// @throws KernelException EPERM without CAP_SYS_ADMIN
    public static NetworkNamespace create() {
        requirePlatformThread();
        try (NetworkNamespace before = current()) {
            unshare();
            try {
                return current();
            } finally {
                before.enter();
            }
        }
    }

    /// Moves the calling thread into a new namespace that nobody else holds.
    public static void unshare() {
        requirePlatformThread();
        Syscall.check(Syscall.call(SyscallNumbers.unshare, CLONE_NEWNET), "create", "network namespace");
    }

    private static NetworkNamespace open(String path) {
        try (Arena arena = Arena.ofConfined()) {
            long result = Syscall.call(
                    SyscallNumbers.openat, AT_FDCWD, arena.allocateFrom(path).address(), O_CLOEXEC);
            return new NetworkNamespace(Descriptor.of(result, "open", path));
        }
    }

    /// Its descriptor, for requests that name a namespace so.
    public int fd() {
        return descriptor.number();
    }

    /// Moves the calling thread here for good.
    public void enter() {
        requirePlatformThread();
        Syscall.check(
                Syscall.call(SyscallNumbers.setns, descriptor.number(), CLONE_NEWNET), "enter", descriptor.toString());
    }

    /// What may be done inside a namespace.
    @FunctionalInterface
    public interface Action<T, X extends Exception> {
        T run() throws X;
    }

    /// Runs an action on the calling thread inside this namespace and comes back, whatever happens.
    public <T, X extends Exception> T call(Action<T, X> action) throws X {
        requirePlatformThread();
        try (NetworkNamespace before = current()) {
            enter();
            try {
                return action.run();
            } finally {
                before.enter();
            }
        }
    }

    private static void requirePlatformThread() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread has no network namespace of its own");
        }
    }

    /// Lets go of it; the last one to do so ends it.
    @Override
    public void close() {
        descriptor.close();
    }
}
