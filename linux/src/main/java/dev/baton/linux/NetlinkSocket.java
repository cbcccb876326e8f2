package dev.baton.linux;

import static dev.baton.linux.sys.SocketConstants.AF_NETLINK;
import static dev.baton.linux.sys.SocketConstants.MSG_DONTWAIT;
import static dev.baton.linux.sys.SocketConstants.MSG_TRUNC;
import static dev.baton.linux.sys.SocketConstants.SOCK_RAW;
import static dev.baton.linux.sys.SocketConstants.SOL_SOCKET;
import static dev.baton.linux.sys.SocketConstants.SO_ATTACH_FILTER;
import static dev.baton.linux.sys.SocketConstants.SO_RCVTIMEO;
import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_ADD_MEMBERSHIP;
import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_CAP_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_DROP_MEMBERSHIP;
import static dev.baton.wire.netlink.NetlinkConstants.NETLINK_EXT_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.SOL_NETLINK;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.linux.sys.MessageBuffer;
import dev.baton.linux.sys.SocketConstants;
import dev.baton.linux.sys.SocketDescriptor;
import dev.baton.linux.sys.Syscall;
import dev.baton.linux.sys.SyscallNumbers;
import dev.baton.wire.netlink.NetlinkMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// A netlink socket with one buffer in each direction: datagrams out, messages in. What they mean is its
/// user's matter.
final class NetlinkSocket implements AutoCloseable {
    /// The kernel fills dump datagrams up to the size that the reader offers, 32 KiB at most.
    private static final int RECEIVE_SIZE = 64 * 1024;

    /// An answer comes before sendmsg returns; this only keeps a kernel's fault from stopping the protocol.
    private static final int ANSWER_SECONDS_MAX = 2;

    private final Arena arena = Arena.ofShared();
    private final SocketDescriptor socket;
    private final MessageBuffer outgoing;
    private final MessageBuffer incoming;

    private NetlinkSocket(SocketDescriptor socket, int sendSize) {
        this.socket = socket;
        this.outgoing = new MessageBuffer(arena, sendSize, 0);
        this.incoming = new MessageBuffer(arena, RECEIVE_SIZE, 0);
        outgoing.name().set(JAVA_SHORT, 0, (short) AF_NETLINK);
    }

    /// Opens it in the calling thread's network namespace.
    ///
    /// @param sendSize bytes of the longest datagram to send
    /// @param receiveBuffer bytes that the kernel may queue for us
    static NetlinkSocket open(int protocol, String name, int sendSize, int receiveBuffer) {
        SocketDescriptor socket = SocketDescriptor.open(AF_NETLINK, SOCK_RAW, protocol, name);
        try (Arena scratch = Arena.ofConfined()) {
            socket.receiveBuffer(receiveBuffer);
            socket.sendBuffer(2 * sendSize);
            socket.option(SOL_NETLINK, NETLINK_CAP_ACK, 1, "set NETLINK_CAP_ACK");
            socket.option(SOL_NETLINK, NETLINK_EXT_ACK, 1, "set NETLINK_EXT_ACK");
            MemorySegment timeout = scratch.allocate(16, 8);
            timeout.set(JAVA_LONG, 0, ANSWER_SECONDS_MAX);
            socket.option(SOL_SOCKET, SO_RCVTIMEO, timeout, "set SO_RCVTIMEO");
            MemorySegment address = scratch.allocate(12, 4);
            address.set(JAVA_SHORT, 0, (short) SocketConstants.AF_NETLINK);
            address.set(JAVA_INT, 4, 0);
            socket.bind(address, "");
            return new NetlinkSocket(socket, sendSize);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    void join(int group) {
        socket.option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group, "join netlink group " + group);
    }

    void leave(int group) {
        socket.option(SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, group, "leave netlink group " + group);
    }

    /// Its address: `nl_pid`.
    int port() {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment address = scratch.allocate(12, 4);
            MemorySegment length = scratch.allocateFrom(JAVA_INT, 12);
            long result =
                    Syscall.call(SyscallNumbers.getsockname, socket.number(), address.address(), length.address());
            Syscall.check(result, "look up address", "of " + socket);
            return address.get(JAVA_INT, 4);
        }
    }

    /// Leaves out what a filter refuses (`SO_ATTACH_FILTER`).
    void filter(SocketFilter filter) {
        try (Arena scratch = Arena.ofConfined()) {
            socket.option(SOL_SOCKET, SO_ATTACH_FILTER, filter.program(scratch), "set SO_ATTACH_FILTER");
        }
    }

    int fd() {
        return socket.number();
    }

    /// The buffer to write requests into; cleared.
    ByteBuffer request() {
        return outgoing.dataBuffer().clear();
    }

    /// Sends what was written into [#request()].
    void send(String operation, String object) {
        int length = outgoing.dataBuffer().position();
        int result = outgoing.send(socket.number(), length, 12, 0);
        if (result < 0) {
            throw new KernelException(operation, -result, object);
        }
    }

    /// As [#receive], not yet taken apart: from 0 to its limit, valid until the next receive.
    ByteBuffer receiveDatagram(String operation, String object) {
        int length = receiveLength(operation, object);
        if ((incoming.flags() & MSG_TRUNC) != 0) {
            throw new IllegalStateException("a netlink datagram is longer than " + RECEIVE_SIZE + " bytes");
        }
        return incoming.dataBuffer().clear().limit(length);
    }

    /// Waits for the next datagram of an answer.
    List<NetlinkMessage> receive(String operation, String object) {
        return messages(receiveLength(operation, object));
    }

    private int receiveLength(String operation, String object) {
        int length = incoming.receive(socket.number(), 0);
        if (length == -Errno.EAGAIN.number()) {
            throw new KernelException(operation, Errno.ETIMEDOUT.number(), object, "the kernel has not answered");
        }
        if (length < 0) {
            throw new KernelException(operation, -length, object);
        }
        return length;
    }

    /// The next datagram's messages into `sink`, without waiting: 1 if there was one, 0 if there is none, or the
    /// negated error number.
    int poll(List<NetlinkMessage> sink) {
        int length = incoming.receive(socket.number(), MSG_DONTWAIT);
        if (length == -Errno.EAGAIN.number()) {
            return 0;
        }
        if (length < 0) {
            return length;
        }
        sink.addAll(messages(length));
        return 1;
    }

    private List<NetlinkMessage> messages(int length) {
        if ((incoming.flags() & MSG_TRUNC) != 0) {
            throw new IllegalStateException("a netlink datagram is longer than " + RECEIVE_SIZE + " bytes");
        }
        return NetlinkMessage.split(incoming.dataBuffer().clear().limit(length));
    }

    @Override
    public void close() {
        if (socket.isOpen()) {
            socket.close();
            arena.close();
        }
    }
}
