package dev.baton.linux;

import static dev.baton.linux.sys.SocketConstants.AF_PACKET;
import static dev.baton.linux.sys.SocketConstants.ETH_P_ARP;
import static dev.baton.linux.sys.SocketConstants.PACKET_OUTGOING;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.baton.wire.ByteView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Whole Ethernet frames, sent and received below the IP layer (packet(7)): gratuitous ARP, unsolicited
/// neighbour advertisements, and the ears of a switch. Needs CAP_NET_RAW. One thread at a time.
public final class PacketSocket implements Pollable, AutoCloseable {
    /// Called for each frame.
    @FunctionalInterface
    public interface FrameReceiver {
        /// Looks at one frame.
        ///
        /// @param frame from the destination address on; valid until the call returns
        void received(ByteView frame, int interfaceIndex);
    }

    private static final ValueLayout.OfShort BIG_ENDIAN_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCKADDR_LL_SIZE = 20;
    private static final int FRAME_SIZE_MAX = 2048;
    private static final int ETHERNET_HEADER = 14;
    private static final int FRAMES_PER_RECEIVE_MAX = 4096;

    private final RawSocket socket;
    private final byte[] received = new byte[FRAME_SIZE_MAX];

    private PacketSocket(RawSocket socket) {
        this.socket = socket;
    }

    /// A socket that only sends, on any interface.
    public static PacketSocket sender() {
        // Protocol 0: the kernel hands it nothing.
        return new PacketSocket(RawSocket.open(AF_PACKET, 0, "packet socket", FRAME_SIZE_MAX));
    }

    /// A socket that sends on any interface and hears the ARP frames that arrive on one, whoever they are
    /// for, as far as the device and its ingress filters let them through.
    public static PacketSocket arpListener(int interfaceIndex) {
        PacketSocket listener = sender();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SOCKADDR_LL_SIZE, 4);
            fillAddress(address, ETH_P_ARP, interfaceIndex);
            listener.socket.descriptor().bind(address, "to interface #" + interfaceIndex);
            return listener;
        } catch (KernelException refused) {
            listener.close();
            throw refused;
        }
    }

    private static void fillAddress(MemorySegment address, int protocol, int interfaceIndex) {
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(BIG_ENDIAN_SHORT, 2, (short) protocol);
        address.set(JAVA_INT, 4, interfaceIndex);
    }

    /// For a sentence that is hardly ever needed.
    private record Interface(int index) {
        @Override
        public String toString() {
            return "interface #" + index;
        }
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    /// Sends a frame as it is.
    ///
    /// @param frame destination, source, type, payload; the device pads it
    /// @throws KernelException ENETDOWN if the interface is down, ENODEV or ENXIO if there is none
    public void send(int interfaceIndex, byte[] frame) {
        if (frame.length < ETHERNET_HEADER) {
            throw new IllegalArgumentException("a frame has " + ETHERNET_HEADER + " bytes of header at least");
        }
        MemorySegment name = socket.outgoing().name();
        int etherType = ((frame[12] & 0xff) << 8) | (frame[13] & 0xff);
        fillAddress(name, etherType, interfaceIndex);
        name.set(JAVA_BYTE, 11, (byte) 6);
        MemorySegment.copy(frame, 0, name, JAVA_BYTE, 12, 6);
        socket.send(ByteView.of(frame), SOCKADDR_LL_SIZE, 0, new Interface(interfaceIndex));
    }

    /// Hands over the frames that have arrived, without waiting. Frames that this host sends are left out.
    ///
    /// @return frames handed over
    public int receive(FrameReceiver receiver) {
        ByteBuffer frame = socket.incoming().dataBuffer();
        MemorySegment from = socket.incoming().name();
        return socket.receive(FRAMES_PER_RECEIVE_MAX, length -> {
            // sll_pkttype stands at 10 in struct sockaddr_ll.
            if (from.get(JAVA_BYTE, 10) == PACKET_OUTGOING) {
                return false;
            }
            frame.get(0, received, 0, length);
            receiver.received(new ByteView(received, 0, length), from.get(JAVA_INT, 4));
            return true;
        });
    }

    /// Asks for so many bytes of receive buffer, beyond the system's limit if permitted.
    public void receiveBuffer(int bytes) {
        socket.descriptor().receiveBuffer(bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
