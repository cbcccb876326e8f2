package dev.baton.wire;

import dev.baton.model.IpAddress;

/// The Internet checksum (RFC 1071): the complement of the one's complement sum of 16-bit words.
///
/// Feed the parts in order, then ask. Every part but the last must have an even number of bytes. A message that
/// contains its own correct checksum sums up to zero.
public final class Checksum {
    private long sum;

    /// The sum of nothing yet.
    public Checksum() {}

    /// The checksum of these bytes alone.
    public static int of(ByteView bytes) {
        return new Checksum().add(bytes).value();
    }

    public Checksum add(ByteView bytes) {
        int even = bytes.length() & ~1;
        for (int at = 0; at < even; at += 2) {
            sum += bytes.u16(at);
        }
        if (even < bytes.length()) {
            sum += (long) bytes.u8(even) << 8;
        }
        return this;
    }

    /// The pseudo header of RFC 768 for IPv4 and RFC 8200 §8.1 for IPv6. Both sum up to the same words: the
    /// addresses, the protocol and the length.
    public Checksum addPseudoHeader(IpAddress source, IpAddress destination, int protocol, int length) {
        add(ByteView.of(source.bytes()));
        add(ByteView.of(destination.bytes()));
        sum += protocol;
        sum += length >>> 16;
        sum += length & 0xffff;
        return this;
    }

    /// The 16 bits to put into the checksum field, or 0 if a message that contains its checksum is sound.
    public int value() {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) (~folded & 0xffff);
    }
}
