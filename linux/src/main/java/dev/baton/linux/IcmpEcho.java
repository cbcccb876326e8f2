package dev.baton.linux;

import static dev.baton.linux.sys.InConstants.IPPROTO_ICMP;
import static dev.baton.linux.sys.SocketConstants.AF_INET;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.model.Ipv4Address;
import dev.baton.model.Tick;
import dev.baton.wire.ByteView;
import dev.baton.wire.Checksum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// Asks one address for an echo as often as its user likes, to see when it answers and when it does not (RFC
/// 792). Speaks from the network namespace in which it was opened. Needs CAP_NET_RAW. One thread at a time.
public final class IcmpEcho implements Pollable, AutoCloseable {
    /// An answer.
    ///
    /// @param sequence which request it answers: 0 for the first one sent
    /// @param sent when the request was sent
    /// @param received when the answer was read
    public record Reply(int sequence, Tick sent, Tick received) {}

    private static final ValueLayout.OfInt BIG_ENDIAN_INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SOCKADDR_IN_SIZE = 16;
    private static final int PACKET_SIZE_MAX = 1500;
    private static final int SOL_RAW = 255;
    private static final int ICMP_FILTER = 1;
    private static final int ICMP_ECHO = 8;
    private static final int ICMP_ECHOREPLY = 0;
    /// Type, code, checksum, identifier, sequence; then our own: the whole sequence number, the time of sending.
    private static final int REQUEST_SIZE = 8 + 4 + 8;

    private static final int REPLIES_PER_RECEIVE_MAX = 4096;

    private final RawSocket socket;
    private final Ipv4Address target;
    private final int identifier;
    private int sequence;

    private IcmpEcho(RawSocket socket, Ipv4Address target, int identifier) {
        this.socket = socket;
        this.target = target;
        this.identifier = identifier;
    }

    /// Opens it in the calling thread's network namespace; sends nothing yet.
    ///
    /// @param identifier 16 bits that tell this prober's answers from another's in the same namespace
    public static IcmpEcho open(Ipv4Address target, int identifier) {
        RawSocket socket = RawSocket.open(AF_INET, IPPROTO_ICMP, "ICMP socket", PACKET_SIZE_MAX);
        try {
            // A set bit keeps that type of message away.
            socket.descriptor().option(SOL_RAW, ICMP_FILTER, ~(1 << ICMP_ECHOREPLY), "set ICMP_FILTER");
            return new IcmpEcho(socket, target, identifier & 0xffff);
        } catch (KernelException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public int fd() {
        return socket.fd();
    }

    /// Sends the next request.
    ///
    /// @return its sequence number
    /// @throws KernelException ENETUNREACH and the like: the number counts as sent
    public int send() {
        int number = sequence++;
        ByteBuffer request = ByteBuffer.allocate(REQUEST_SIZE);
        request.put((byte) ICMP_ECHO).put((byte) 0).putShort((short) 0);
        request.putShort((short) identifier).putShort((short) number);
        request.putInt(number).putLong(MonotonicClock.now().nanos());
        request.putShort(2, (short) Checksum.of(ByteView.of(request.array())));
        MemorySegment name = socket.outgoing().name();
        name.set(JAVA_SHORT, 0, (short) AF_INET);
        name.set(BIG_ENDIAN_INT, 4, target.value());
        socket.send(ByteView.of(request.array()), SOCKADDR_IN_SIZE, 0, target);
        return number;
    }

    /// Hands over the answers that have come, without waiting, in the order of arrival.
    public void receive(Consumer<Reply> sink) {
        ByteBuffer packet = socket.incoming().dataBuffer();
        socket.receive(REPLIES_PER_RECEIVE_MAX, length -> {
            int icmp = (packet.get(0) & 0xf) * 4;
            boolean ours = length >= icmp + REQUEST_SIZE
                    && packet.getInt(12) == target.value()
                    && packet.get(icmp) == ICMP_ECHOREPLY
                    && (packet.getShort(icmp + 4) & 0xffff) == identifier;
            if (ours) {
                Tick sent = new Tick(packet.getLong(icmp + 12));
                sink.accept(new Reply(packet.getInt(icmp + 8), sent, MonotonicClock.now()));
            }
            return ours;
        });
    }

    @Override
    public void close() {
        socket.close();
    }
}
