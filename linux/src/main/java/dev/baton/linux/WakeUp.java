package dev.baton.linux;

import static dev.baton.linux.sys.EpollConstants.EFD_CLOEXEC;
import static dev.baton.linux.sys.EpollConstants.EFD_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// An eventfd: readable from the first [#signal] on until it is drained. Any thread may signal, and none waits for
/// another that does and gets no processor; one thread drains.
final class WakeUp implements Pollable, AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment one = arena.allocate(JAVA_LONG);
    private final MemorySegment count = arena.allocate(JAVA_LONG);
    private final Descriptor eventfd;
    /// Signalling shares it; only closing has it alone.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private WakeUp(Descriptor eventfd) {
        this.eventfd = eventfd;
        one.set(JAVA_LONG, 0, 1);
    }

    static WakeUp open() {
        long result = Syscall.call(SyscallNumbers.eventfd2, 0, EFD_NONBLOCK | EFD_CLOEXEC);
        return new WakeUp(Descriptor.of(result, "create eventfd", ""));
    }

    @Override
    public int fd() {
        return eventfd.number();
    }

    /// Without effect after [#close]: who posts to a loop that has ended is not at fault.
    void signal() {
        lock.readLock().lock();
        try {
            if (eventfd.isOpen()) {
                // EAGAIN would mean 2^64-2 signals are waiting: it is readable then as well.
                Syscall.call(SyscallNumbers.write, eventfd.number(), one.address(), 8);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    void drain() {
        Syscall.call(SyscallNumbers.read, eventfd.number(), count.address(), 8);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (eventfd.isOpen()) {
                eventfd.close();
                arena.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
