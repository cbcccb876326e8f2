package dev.baton.linux;

import dev.baton.model.IpAddress;
import java.nio.ByteBuffer;

/// A packet that a socket has just received. The object and its buffer are reused: valid until the receiver
/// returns.
public final class ReceivedPacket {
    /// What is called for each packet.
    @FunctionalInterface
    public interface Receiver {
        void received(ReceivedPacket packet);
    }

    private final ByteBuffer buffer;
    private int length;
    private int interfaceIndex;
    private int hopLimit;
    private IpAddress source;
    private IpAddress destination;

    ReceivedPacket(ByteBuffer buffer, IpAddress unspecified) {
        this.buffer = buffer.duplicate();
        this.source = unspecified;
        this.destination = unspecified;
    }

    void fill(int newLength, int arrivedOn, int newHopLimit, IpAddress from, IpAddress to) {
        length = newLength;
        interfaceIndex = arrivedOn;
        hopLimit = newHopLimit;
        source = from;
        destination = to;
    }

    /// IPv4: the whole packet, header first. IPv6: what follows the header. From position 0 to the limit.
    public ByteBuffer bytes() {
        return buffer.clear().limit(length);
    }

    /// As [#bytes()], copied.
    public byte[] copy() {
        byte[] copy = new byte[length];
        buffer.get(0, copy);
        return copy;
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
