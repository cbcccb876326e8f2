package dev.baton.linux;

import static dev.baton.linux.sys.InConstants.IPPROTO_ICMP;
import static dev.baton.linux.sys.InConstants.IPPROTO_ICMPV6;
import static dev.baton.linux.sys.InConstants.IPPROTO_IP;
import static dev.baton.linux.sys.InConstants.IPPROTO_IPV6;
import static dev.baton.linux.sys.InConstants.IPV6_RECVERR;
import static dev.baton.linux.sys.InConstants.IP_BIND_ADDRESS_NO_PORT;
import static dev.baton.linux.sys.InConstants.IP_RECVERR;
import static dev.baton.linux.sys.SocketConstants.AF_INET;
import static dev.baton.linux.sys.SocketConstants.AF_INET6;
import static dev.baton.linux.sys.SocketConstants.MSG_DONTWAIT;
import static dev.baton.linux.sys.SocketConstants.MSG_NOSIGNAL;
import static dev.baton.linux.sys.SocketConstants.SOCK_CLOEXEC;
import static dev.baton.linux.sys.SocketConstants.SOCK_DGRAM;
import static dev.baton.linux.sys.SocketConstants.SOCK_NONBLOCK;
import static dev.baton.linux.sys.SocketConstants.SOCK_RAW;
import static dev.baton.linux.sys.SocketConstants.SOCK_STREAM;
import static dev.baton.linux.sys.SocketConstants.SOL_SOCKET;
import static dev.baton.linux.sys.SocketConstants.SO_BINDTODEVICE;
import static dev.baton.linux.sys.SocketConstants.SO_ERROR;
import static dev.baton.linux.sys.SocketConstants.SO_LINGER;
import static dev.baton.linux.sys.SocketConstants.SO_MARK;
import static dev.baton.linux.sys.SocketConstants.SO_REUSEADDR;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.sys.Descriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import dev.baton.wire.Checksum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A socket that talks to one peer and never waits. What the peer or the network does to it is a value: only what
/// this machine refuses is a [KernelException]. Belongs to the thread of its [ClientSockets].
public final class ClientSocket implements Pollable, AutoCloseable {
    /// What is spoken.
    public enum Kind {
        /// TCP.
        STREAM,
        /// UDP; errors that routers report (ICMP) are this socket's.
        DATAGRAM,
        /// ICMP or ICMPv6 echo, from the type on; identifier and checksum are filled in.
        ECHO
    }

    /// The result of [#receive] when nothing is there.
    public static final int NOTHING = -11;

    private static final ValueLayout.OfShort BIG_ENDIAN_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCKADDR_IN_SIZE = 16;
    private static final int SOCKADDR_IN6_SIZE = 28;
    private static final int INT_SIZE = 4;
    private static final int CHECKSUM = 2;
    private static final int IDENTIFIER = 4;

    private final ClientSockets owner;
    private final Descriptor descriptor;
    private final Kind kind;
    private final IpFamily family;
    /// An echo socket that hands over whole IPv4 packets.
    private final boolean raw;

    private ClientSocket(ClientSockets owner, Descriptor descriptor, Kind kind, IpFamily family, boolean raw) {
        this.owner = owner;
        this.descriptor = descriptor;
        this.kind = kind;
        this.family = family;
        this.raw = raw;
    }

    static ClientSocket open(ClientSockets owner, Kind kind, IpFamily family) {
        long result = socket(family, kind == Kind.STREAM ? SOCK_STREAM : SOCK_DGRAM, protocol(kind, family));
        // Who may send echo requests without privileges is a group that is empty by default, ping_group_range in
        // icmp(7).
        boolean raw = kind == Kind.ECHO && result == -Errno.EACCES.number();
        if (raw) {
            result = socket(family, SOCK_RAW, protocol(kind, family));
        }
        ClientSocket socket = new ClientSocket(owner, Descriptor.of(result, "open", "socket"), kind, family, raw);
        if (kind == Kind.DATAGRAM) {
            socket.option(
                    family == IpFamily.IPV4 ? IPPROTO_IP : IPPROTO_IPV6,
                    family == IpFamily.IPV4 ? IP_RECVERR : IPV6_RECVERR,
                    1,
                    "set RECVERR");
        }
        return socket;
    }

    private static long socket(IpFamily family, int type, int protocol) {
        int domain = family == IpFamily.IPV4 ? AF_INET : AF_INET6;
        return Syscall.call(SyscallNumbers.socket, domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    }

    private static int protocol(Kind kind, IpFamily family) {
        if (kind != Kind.ECHO) {
            return 0;
        }
        return family == IpFamily.IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    }

    @Override
    public int fd() {
        return descriptor.number();
    }

    public Kind kind() {
        return kind;
    }

    /// Speaks from this address and port; port 0 is any that is free towards the peer. With a port of its own a
    /// stream is closed by a reset, or the port would not be free for the next.
    ///
    /// @throws KernelException EADDRNOTAVAIL: the address is not on this machine; EADDRINUSE
    public void bind(IpAddress address, int port) {
        if (port == 0) {
            option(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1, "set IP_BIND_ADDRESS_NO_PORT");
        } else {
            option(SOL_SOCKET, SO_REUSEADDR, 1, "set SO_REUSEADDR");
            if (kind == Kind.STREAM) {
                resetOnClose();
            }
        }
        long result = Syscall.call(SyscallNumbers.bind, fd(), owner.scratch().address(), address(address, port));
        Syscall.check(result, "bind", "socket to " + address + " port " + port);
    }

    private void resetOnClose() {
        MemorySegment linger = owner.scratch().asSlice(0, 2 * INT_SIZE);
        linger.set(JAVA_INT, 0, 1);
        linger.set(JAVA_INT, INT_SIZE, 0);
        option(SOL_SOCKET, SO_LINGER, linger, "set SO_LINGER");
    }

    /// Sends and receives through this device only.
    ///
    /// @throws KernelException ENODEV, EPERM
    public void bindToDevice(InterfaceName device) {
        byte[] name = device.value().getBytes(StandardCharsets.US_ASCII);
        MemorySegment value = owner.scratch().asSlice(0, name.length);
        MemorySegment.copy(name, 0, value, JAVA_BYTE, 0, name.length);
        option(SOL_SOCKET, SO_BINDTODEVICE, value, "bind socket to device " + device);
    }

    /// Marks what is sent, for policy routing and packet filters.
    ///
    /// @throws KernelException EPERM without CAP_NET_ADMIN
    public void mark(long mark) {
        option(SOL_SOCKET, SO_MARK, (int) mark, "set SO_MARK");
    }

    private void option(int level, int option, int value, String operation) {
        MemorySegment scratch = owner.scratch().asSlice(0, INT_SIZE);
        scratch.set(JAVA_INT, 0, value);
        option(level, option, scratch, operation);
    }

    private void option(int level, int option, MemorySegment value, String operation) {
        long result = Syscall.call(SyscallNumbers.setsockopt, fd(), level, option, value.address(), value.byteSize());
        Syscall.check(result, operation, "");
    }

    /// Begins to connect; a stream becomes writable when it is done. Datagrams need no more than this.
    ///
    /// @return why it cannot be reached, if that is known at once
    public Optional<Errno> connect(IpAddress address, int port) {
        int length = address(address, kind == Kind.ECHO ? 0 : port);
        long result = Syscall.call(SyscallNumbers.connect, fd(), owner.scratch().address(), length);
        return result >= 0 || result == -Errno.EINPROGRESS.number()
                ? Optional.empty()
                : Optional.of(new Errno((int) -result));
    }

    /// Leaves a `struct sockaddr_in` or `sockaddr_in6` in the scratch memory; its length.
    private int address(IpAddress address, int port) {
        byte[] bytes = address.bytes();
        MemorySegment name = owner.scratch();
        boolean older = family == IpFamily.IPV4;
        int length = older ? SOCKADDR_IN_SIZE : SOCKADDR_IN6_SIZE;
        name.asSlice(0, length).fill((byte) 0);
        name.set(JAVA_SHORT, 0, (short) (older ? AF_INET : AF_INET6));
        name.set(BIG_ENDIAN_SHORT, 2, (short) port);
        MemorySegment.copy(bytes, 0, name, JAVA_BYTE, older ? 4 : 8, bytes.length);
        return length;
    }

    /// Takes the error that has come upon the socket, if one has.
    public Optional<Errno> takeError() {
        MemorySegment scratch = owner.scratch();
        scratch.set(JAVA_INT, 0, 0);
        scratch.set(JAVA_INT, 8, INT_SIZE);
        long result = Syscall.call(
                SyscallNumbers.getsockopt, fd(), SOL_SOCKET, SO_ERROR, scratch.address(), scratch.address() + 8);
        Syscall.check(result, "ask for error", "of socket");
        int error = scratch.get(JAVA_INT, 0);
        return error == 0 ? Optional.empty() : Optional.of(new Errno(error));
    }

    /// Sends from `offset` on: how many bytes found room, or a negated error number. A datagram goes whole or not.
    ///
    /// @return [#NOTHING] if there is no room
    public int send(byte[] bytes, int offset) {
        int length = Math.min(bytes.length - offset, ClientSockets.BUFFER_SIZE);
        MemorySegment data = owner.data();
        MemorySegment.copy(bytes, offset, data, JAVA_BYTE, 0, length);
        if (raw) {
            complete(length);
        }
        return retried(SyscallNumbers.sendto, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    /// What the kernel does for echo sockets of the other kind; for ICMPv6 it sums up here too.
    private void complete(int length) {
        MemorySegment data = owner.data();
        data.set(BIG_ENDIAN_SHORT, IDENTIFIER, (short) fd());
        if (family == IpFamily.IPV4) {
            data.set(BIG_ENDIAN_SHORT, CHECKSUM, (short) 0);
            byte[] message = data.asSlice(0, length).toArray(JAVA_BYTE);
            data.set(BIG_ENDIAN_SHORT, CHECKSUM, (short) Checksum.of(ByteView.of(message)));
        }
    }

    /// Receives what is there into [ClientSockets#received()], between its position and limit: how many bytes, 0 at
    /// the end of a stream, or a negated error number.
    public int receive() {
        int result = retried(SyscallNumbers.recvfrom, ClientSockets.BUFFER_SIZE, MSG_DONTWAIT);
        int length = Math.max(result, 0);
        int header =
                raw && family == IpFamily.IPV4 && length > 0 ? (owner.data().get(JAVA_BYTE, 0) & 0xf) * 4 : 0;
        owner.received().clear().limit(length).position(Math.min(header, length));
        return result;
    }

    private int retried(int call, int length, int flags) {
        long result;
        do {
            result = Syscall.call(call, fd(), owner.data().address(), length, flags, 0, 0);
        } while (Syscall.interrupted(result));
        return (int) result;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
