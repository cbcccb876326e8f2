package dev.baton.linux;

import static dev.baton.linux.sys.EpollConstants.EPOLLERR;
import static dev.baton.linux.sys.EpollConstants.EPOLLET;
import static dev.baton.linux.sys.EpollConstants.EPOLLHUP;
import static dev.baton.linux.sys.EpollConstants.EPOLLIN;
import static dev.baton.linux.sys.EpollConstants.EPOLLOUT;
import static dev.baton.linux.sys.EpollConstants.EPOLLRDHUP;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CTL_ADD;
import static dev.baton.linux.sys.EpollConstants.EPOLL_CTL_MOD;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import dev.baton.model.IpFamily;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Connections to very many peers: one epoll instance and one buffer for all of them. One thread at a time.
///
/// Readiness is told once each time it comes about (`EPOLLET`), and costs one system call per socket in all. The
/// object is itself something to wait for in an [EventLoop].
public final class ClientSockets implements Pollable, AutoCloseable {
    /// The most that one receive takes.
    public static final int BUFFER_SIZE = 64 * 1024;

    /// Hears of sockets by the key that they were watched with.
    @FunctionalInterface
    public interface Listener {
        /// A socket is ready. Ends of streams and errors count as readable.
        ///
        /// @param failed there is an error to be asked for
        void ready(long key, boolean readable, boolean writable, boolean failed);
    }

    private static final int EVENTS_MAX = 256;
    private static final int EVENT_SIZE = SyscallNumbers.X86_64 ? 12 : 16;
    private static final int EVENT_DATA = SyscallNumbers.X86_64 ? 4 : 8;
    private static final int ALL = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    private static final int SCRATCH_SIZE = 64;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment events = arena.allocate((long) EVENTS_MAX * EVENT_SIZE, 8);
    private final MemorySegment setting = arena.allocate(EVENT_SIZE, 8);
    private final MemorySegment scratch = arena.allocate(SCRATCH_SIZE, 8);
    private final MemorySegment data = arena.allocate(BUFFER_SIZE, 8);
    private final ByteBuffer dataBuffer = data.asByteBuffer();
    private final Descriptor epoll;

    private ClientSockets(Descriptor epoll) {
        this.epoll = epoll;
    }

    public static ClientSockets open() {
        long result = Syscall.call(SyscallNumbers.epoll_create1, EPOLL_CLOEXEC);
        return new ClientSockets(Descriptor.of(result, "create epoll instance", ""));
    }

    /// A socket for one peer, in the calling thread's network namespace. It uses the memory of this object.
    ///
    /// @throws KernelException EMFILE and the like
    public ClientSocket open(ClientSocket.Kind kind, IpFamily family) {
        return ClientSocket.open(this, kind, family);
    }

    /// Tells from now on when the socket is ready, until it is closed.
    ///
    /// @throws KernelException ENOSPC: more than the system wants to watch
    public void watch(ClientSocket socket, long key) {
        control(EPOLL_CTL_ADD, socket, key);
    }

    /// Tells again what the socket is ready for, in the next [#poll]: for who has not read all there is.
    public void again(ClientSocket socket, long key) {
        control(EPOLL_CTL_MOD, socket, key);
    }

    private void control(int operation, ClientSocket socket, long key) {
        setting.set(JAVA_INT, 0, ALL);
        setting.set(JAVA_LONG_UNALIGNED, EVENT_DATA, key);
        long result = Syscall.call(SyscallNumbers.epoll_ctl, epoll.number(), operation, socket.fd(), setting.address());
        Syscall.check(result, "watch", "socket");
    }

    @Override
    public int fd() {
        return epoll.number();
    }

    /// Tells what is ready now, without waiting; at most some hundreds of sockets, the rest in the next call. A key
    /// may belong to a socket that the listener has closed in the same call.
    public void poll(Listener listener) {
        long count = Syscall.call(SyscallNumbers.epoll_pwait, epoll.number(), events.address(), EVENTS_MAX, 0, 0, 8);
        for (long index = 0; index < count; index++) {
            int flags = events.get(JAVA_INT, index * EVENT_SIZE);
            long key = events.get(JAVA_LONG_UNALIGNED, index * EVENT_SIZE + EVENT_DATA);
            boolean failed = (flags & EPOLLERR) != 0;
            boolean readable = (flags & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
            listener.ready(key, readable, (flags & EPOLLOUT) != 0, failed);
        }
    }

    /// Where [ClientSocket#receive] leaves what it received.
    public ByteBuffer received() {
        return dataBuffer;
    }

    MemorySegment data() {
        return data;
    }

    MemorySegment scratch() {
        return scratch;
    }

    @Override
    public void close() {
        if (epoll.isOpen()) {
            epoll.close();
            arena.close();
        }
    }
}
