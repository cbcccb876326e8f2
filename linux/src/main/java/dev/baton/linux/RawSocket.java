package dev.baton.linux;

import static dev.baton.linux.sys.SocketConstants.MSG_DONTWAIT;
import static dev.baton.linux.sys.SocketConstants.MSG_TRUNC;
import static dev.baton.linux.sys.SocketConstants.SOCK_RAW;
import static dev.baton.linux.sys.SocketConstants.SOL_SOCKET;
import static dev.baton.linux.sys.SocketConstants.SO_BINDTODEVICE;
import static dev.baton.linux.sys.SocketConstants.SO_PRIORITY;

import dev.baton.linux.sys.MessageBuffer;
import dev.baton.linux.sys.SocketDescriptor;
import dev.baton.model.InterfaceName;
import dev.baton.wire.ByteView;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/// What all datagram sockets of this module have: a descriptor, a buffer for each direction, the memory of both.
final class RawSocket implements AutoCloseable {
    private static final int CONTROL_SIZE = 128;

    /// Called for each datagram; it lies in the incoming buffer.
    @FunctionalInterface
    interface Datagram {
        /// Looks at the datagram.
        ///
        /// @return false to count it as not received
        boolean received(int length);
    }

    private final Arena arena = Arena.ofShared();
    private final SocketDescriptor socket;
    private final MessageBuffer incoming;
    private final MessageBuffer outgoing;

    private RawSocket(SocketDescriptor socket, int packetSize) {
        this.socket = socket;
        this.incoming = new MessageBuffer(arena, packetSize, CONTROL_SIZE);
        this.outgoing = new MessageBuffer(arena, packetSize, CONTROL_SIZE);
    }

    static RawSocket open(int family, int protocol, String name, int packetSize) {
        return new RawSocket(SocketDescriptor.open(family, SOCK_RAW, protocol, name), packetSize);
    }

    SocketDescriptor descriptor() {
        return socket;
    }

    int fd() {
        return socket.number();
    }

    MessageBuffer incoming() {
        return incoming;
    }

    MessageBuffer outgoing() {
        return outgoing;
    }

    /// That the device went down is not an error here: whoever cares hears it from a [NetworkMonitor], and
    /// the socket goes on when the device does. Reads until nothing is left or `most` datagrams were read.
    /// Cut-off ones are dropped.
    int receive(int most, Datagram sink) {
        return receive(most, sink, true);
    }

    /// As [#receive], without where they came from and what came with them.
    int receiveData(int most, Datagram sink) {
        return receive(most, sink, false);
    }

    private int receive(int most, Datagram sink, boolean withControl) {
        int count = 0;
        for (int read = 0; read < most; read++) {
            int length = withControl
                    ? incoming.receive(socket.number(), MSG_DONTWAIT)
                    : incoming.receiveData(socket.number(), MSG_DONTWAIT);
            if (length == -Errno.EAGAIN.number()) {
                break;
            }
            if (length == -Errno.ENETDOWN.number()) {
                continue;
            }
            if (length < 0) {
                throw new KernelException("receive from", -length, socket.toString());
            }
            boolean isWhole = withControl ? (incoming.flags() & MSG_TRUNC) == 0 : length <= incoming.dataSize();
            if (isWhole && sink.received(length)) {
                count++;
            }
        }
        return count;
    }

    /// Sends `packet`, which the address and the control messages in [#outgoing()] belong to.
    void send(ByteView packet, int nameLength, int controlLength, Object destination) {
        outgoing.dataBuffer().put(0, packet.array(), packet.offset(), packet.length());
        int result = outgoing.send(socket.number(), packet.length(), nameLength, controlLength);
        if (result < 0) {
            throw new KernelException("send", -result, packet.length() + " bytes to " + destination);
        }
    }

    void bindToDevice(InterfaceName device) {
        byte[] name = device.value().getBytes(StandardCharsets.US_ASCII);
        socket.option(SOL_SOCKET, SO_BINDTODEVICE, name, "bind to " + device);
    }

    void priority(int priority) {
        socket.option(SOL_SOCKET, SO_PRIORITY, priority, "set SO_PRIORITY");
    }

    @Override
    public void close() {
        if (socket.isOpen()) {
            socket.close();
            arena.close();
        }
    }
}
