package dev.baton.wire;

import java.nio.ByteBuffer;

/// The IP authentication header in front of a VRRPv2 advert (RFC 2402 §2, RFC 2338 §5.3.6).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |  next header  | payload length|            reserved           |
/// |                  security parameters index                    |
/// |                        sequence number                        |
/// |                 integrity check value, 96 bits                |
/// ```
///
/// @param payloadLength of this header in 32-bit words, less two
/// @param spi keepalived puts the sender's IPv4 address here
/// @param icv twelve bytes
public record AhHeader(int nextHeader, int payloadLength, int spi, int sequence, ByteView icv) {
    /// Length of this header in bytes.
    public static final int LENGTH = 24;
    /// Length of the integrity check value: HMAC-MD5, cut to 96 bits.
    public static final int ICV_LENGTH = 12;

    private static final int WORDS_LESS_TWO = LENGTH / 4 - 2;

    public AhHeader {
        if (icv.length() != ICV_LENGTH) {
            throw new IllegalArgumentException("an integrity check value has 12 bytes");
        }
    }

    /// The header of an advert that is not signed yet.
    public static AhHeader unsigned(int spi, int sequence) {
        return new AhHeader(Ipv4Header.PROTOCOL_VRRP, WORDS_LESS_TWO, spi, sequence, ByteView.of(new byte[ICV_LENGTH]));
    }

    /// Reads the header at the beginning of what follows the IP header.
    public static DecodeResult<AhHeader> decode(ByteView bytes) {
        if (bytes.length() < LENGTH) {
            return DecodeResult.truncated("authentication header", LENGTH, bytes.length());
        }
        if (bytes.u8(0) != Ipv4Header.PROTOCOL_VRRP) {
            return DecodeResult.unexpected("next header", Ipv4Header.PROTOCOL_VRRP, bytes.u8(0));
        }
        if (bytes.u8(1) != WORDS_LESS_TWO) {
            return DecodeResult.unexpected("authentication header length", WORDS_LESS_TWO, bytes.u8(1));
        }
        if (bytes.u16(2) != 0) {
            return DecodeResult.unexpected("reserved bytes of the authentication header", 0, bytes.u16(2));
        }
        return new DecodeResult.Decoded<>(
                new AhHeader(bytes.u8(0), bytes.u8(1), bytes.u32(4), bytes.u32(8), bytes.slice(12, ICV_LENGTH)));
    }

    public AhHeader withIcv(byte[] icv) {
        return new AhHeader(nextHeader, payloadLength, spi, sequence, new ByteView(icv, 0, ICV_LENGTH));
    }

    /// The 24 bytes in a fresh array.
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) nextHeader)
                .put((byte) payloadLength)
                .putShort((short) 0)
                .putInt(spi)
                .putInt(sequence)
                .put(icv.copy())
                .array();
    }

    /// What the integrity check value is computed over: the IP header without what changes on the way, this
    /// header with no value yet, and the advert.
    ///
    /// @param ipHeader the 20 bytes as sent
    /// @param ttlMayChange true for unicast, which routers may forward
    public byte[] icvInput(ByteView ipHeader, boolean ttlMayChange, ByteView pdu) {
        byte[] ip = ipHeader.copy(0, Ipv4Header.LENGTH);
        ip[1] = 0;
        ip[6] = 0;
        ip[7] = 0;
        ip[8] = ttlMayChange ? 0 : ip[8];
        ip[10] = 0;
        ip[11] = 0;
        return ByteBuffer.allocate(Ipv4Header.LENGTH + LENGTH + pdu.length())
                .put(ip)
                .put(withIcv(new byte[ICV_LENGTH]).encode())
                .put(pdu.copy())
                .array();
    }
}
