package dev.baton.wire;

import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import java.nio.ByteBuffer;

/// An IPv4 header without options as adverts carry it (RFC 791 §3.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |  4    | length|      TOS      |          total length         |
/// |              id               |     flags and fragment        |
/// |      TTL      |    protocol   |            checksum           |
/// |                             source                            |
/// |                          destination                          |
/// ```
///
/// @param headerLength in bytes, 20 to 60; what is encoded always has 20
/// @param totalLength of the whole packet in bytes, as the sender states it
public record Ipv4Header(
        int headerLength,
        int tos,
        int totalLength,
        int id,
        int flagsAndFragment,
        int ttl,
        int protocol,
        Ipv4Address source,
        Ipv4Address destination) {
    /// Length of a header without options.
    public static final int LENGTH = 20;
    /// Where the header's checksum, which the kernel has verified, ends.
    public static final int CHECKSUM_END = 12;
    /// `IPPROTO_VRRP`.
    public static final int PROTOCOL_VRRP = 112;
    /// `IPPROTO_AH`.
    public static final int PROTOCOL_AH = 51;
    /// `IPTOS_PREC_INTERNETCONTROL`: what routers' own traffic carries.
    public static final int TOS_INTERNETWORK_CONTROL = 0xc0;

    /// The header of an advert: internetwork control, no fragment.
    public static Ipv4Header ofAdvert(
            int payloadLength, int id, int ttl, int protocol, Ipv4Address source, Ipv4Address destination) {
        return new Ipv4Header(
                LENGTH, TOS_INTERNETWORK_CONTROL, LENGTH + payloadLength, id, 0, ttl, protocol, source, destination);
    }

    /// Reads the header at the beginning of a packet. The header checksum is the kernel's business and not
    /// looked at.
    public static DecodeResult<Ipv4Header> decode(ByteView packet) {
        if (packet.length() < LENGTH) {
            return DecodeResult.truncated("IPv4 header", LENGTH, packet.length());
        }
        int version = packet.u8(0) >>> 4;
        int headerLength = (packet.u8(0) & 0xf) * 4;
        if (version != 4) {
            return DecodeResult.unexpected("IP version", 4, version);
        }
        if (headerLength < LENGTH) {
            return DecodeResult.unexpected("IPv4 header length", LENGTH, headerLength);
        }
        if (packet.length() < headerLength) {
            return DecodeResult.truncated("IPv4 options", headerLength, packet.length());
        }
        return new DecodeResult.Decoded<>(new Ipv4Header(
                headerLength,
                packet.u8(1),
                packet.u16(2),
                packet.u16(4),
                packet.u16(6),
                packet.u8(8),
                packet.u8(9),
                (Ipv4Address) packet.address(12, IpFamily.IPV4),
                (Ipv4Address) packet.address(16, IpFamily.IPV4)));
    }

    /// The 20 bytes of the header, checksum included, in a fresh array. Options are not written.
    public byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(LENGTH)
                .put((byte) 0x45)
                .put((byte) tos)
                .putShort((short) totalLength)
                .putShort((short) id)
                .putShort((short) flagsAndFragment)
                .put((byte) ttl)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(source.value())
                .putInt(destination.value());
        header.putShort(10, (short) Checksum.of(ByteView.of(header.array())));
        return header.array();
    }

    /// Gives an encoded packet another identification, and the header its sum again.
    ///
    /// @param packet with a header of 20 bytes at its beginning
    public static void identify(byte[] packet, int id) {
        packet[4] = (byte) (id >>> 8);
        packet[5] = (byte) id;
        packet[10] = 0;
        packet[11] = 0;
        int sum = 0;
        for (int at = 0; at < LENGTH; at += 2) {
            sum += ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = ~((sum & 0xffff) + (sum >>> 16));
        packet[10] = (byte) (sum >>> 8);
        packet[11] = (byte) sum;
    }

    /// This header followed by its payload, in a fresh array.
    public byte[] packetWith(byte[] payload) {
        return ByteBuffer.allocate(LENGTH + payload.length)
                .put(encode())
                .put(payload)
                .array();
    }
}
