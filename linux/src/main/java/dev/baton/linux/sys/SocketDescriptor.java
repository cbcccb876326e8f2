package dev.baton.linux.sys;

import static dev.baton.linux.sys.SocketConstants.SOCK_CLOEXEC;
import static dev.baton.linux.sys.SocketConstants.SOL_SOCKET;
import static dev.baton.linux.sys.SocketConstants.SO_RCVBUF;
import static dev.baton.linux.sys.SocketConstants.SO_RCVBUFFORCE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A socket's descriptor with its options, each reported by name when the kernel refuses it.
public final class SocketDescriptor implements AutoCloseable {
    private final Descriptor descriptor;
    private final String name;

    private SocketDescriptor(Descriptor descriptor, String name) {
        this.descriptor = descriptor;
        this.name = name;
    }

    /// Opens a socket in the calling thread's network namespace, in which it stays.
    ///
    /// @param type `SOCK_*`; close-on-exec is added
    /// @param name what it is, for error messages
    /// @throws dev.baton.linux.KernelException mostly EPERM, without CAP_NET_RAW
    public static SocketDescriptor open(int family, int type, int protocol, String name) {
        long result = Syscall.call(SyscallNumbers.socket, family, type | SOCK_CLOEXEC, protocol);
        return new SocketDescriptor(Descriptor.of(result, "open", name), name);
    }

    public int number() {
        return descriptor.number();
    }

    public boolean isOpen() {
        return descriptor.isOpen();
    }

    /// Sets an option that is an `int`.
    public void option(int level, int option, int value, String operation) {
        try (Arena arena = Arena.ofConfined()) {
            option(level, option, arena.allocateFrom(JAVA_INT, value), operation);
        }
    }

    /// Sets an option that is a structure.
    public void option(int level, int option, MemorySegment value, String operation) {
        Syscall.check(tryOption(level, option, value), operation, "of " + name);
    }

    private long tryOption(int level, int option, MemorySegment value) {
        return Syscall.call(SyscallNumbers.setsockopt, number(), level, option, value.address(), value.byteSize());
    }

    /// Sets an option that is a name, without its terminating zero.
    public void option(int level, int option, byte[] value, String operation) {
        try (Arena arena = Arena.ofConfined()) {
            option(level, option, arena.allocateFrom(JAVA_BYTE, value), operation);
        }
    }

    /// Asks for a receive buffer of so many bytes: beyond the system's limit with CAP_NET_ADMIN, else up to it.
    public void receiveBuffer(int bytes) {
        buffer(bytes, SO_RCVBUFFORCE, SO_RCVBUF);
    }

    /// As [#receiveBuffer], for sending.
    public void sendBuffer(int bytes) {
        buffer(bytes, SocketConstants.SO_SNDBUFFORCE, SocketConstants.SO_SNDBUF);
    }

    private void buffer(int bytes, int force, int polite) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(JAVA_INT, bytes);
            if (tryOption(SOL_SOCKET, force, value) < 0) {
                option(SOL_SOCKET, polite, value, "set buffer size");
            }
        }
    }

    /// `bind(2)`.
    public void bind(MemorySegment address, String object) {
        long result = Syscall.call(SyscallNumbers.bind, number(), address.address(), address.byteSize());
        Syscall.check(result, "bind " + name, object);
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
