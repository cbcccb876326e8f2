package dev.baton.linux;

import dev.baton.model.IpAddress;
import dev.baton.wire.ByteView;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A packet that a socket has just received. The object and its buffer are reused: valid until the receiver
/// returns.
public final class ReceivedPacket {
    /// What is called for each packet.
    @FunctionalInterface
    public interface Receiver {
        void received(ReceivedPacket packet);
    }

    private final ByteBuffer buffer;
    private final byte[] array;
    private int length;
    private int interfaceIndex;
    private int hopLimit;
    private IpAddress source;
    private IpAddress destination;

    ReceivedPacket(ByteBuffer buffer, IpAddress unspecified) {
        this.buffer = buffer.duplicate();
        this.array = new byte[buffer.capacity()];
        this.source = unspecified;
        this.destination = unspecified;
    }

    void fill(int newLength, int arrivedOn, int newHopLimit, IpAddress from, IpAddress to) {
        length = newLength;
        buffer.get(0, array, 0, newLength);
        interfaceIndex = arrivedOn;
        hopLimit = newHopLimit;
        source = from;
        destination = to;
    }

    /// IPv4: the whole packet, header first. IPv6: what follows the header.
    public ByteView bytes() {
        return new ByteView(array, 0, length);
    }

    /// As [#bytes()], copied.
    public byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    public IpAddress source() {
        return source;
    }

    public IpAddress destination() {
        return destination;
    }

    /// TTL or hop limit as it arrived; -1 if the kernel did not say.
    public int hopLimit() {
        return hopLimit;
    }

    /// The interface that it arrived on; 0 if the kernel did not say.
    public int interfaceIndex() {
        return interfaceIndex;
    }
}
