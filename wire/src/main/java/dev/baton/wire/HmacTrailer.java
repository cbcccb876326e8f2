package dev.baton.wire;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.nio.ByteBuffer;

/// The authentication trailer behind an advert (draft-cassen-vrrp-auth-hmac; keyword `auth_hmac`).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |     type      |    key id     |            reserved           |
/// |                            seconds                            |
/// |        subsecond, 1/65536     |            counter            |
/// |                 HMAC-SHA256, first 128 bits                   |
/// ```
///
/// @param sequence seconds, subsecond and counter as one 64-bit number, which rises from advert to advert
/// @param hmac sixteen bytes
public record HmacTrailer(int keyId, long sequence, ByteView hmac) {
    /// Length of the trailer in bytes.
    public static final int LENGTH = 28;
    /// Length of the HMAC after it was cut.
    public static final int HMAC_LENGTH = 16;

    private static final int TYPE_HMAC_SHA256 = 1;
    private static final int SIGNED_LENGTH = 12;
    private static final int PSEUDO_HEADER_LENGTH = 20;
    private static final int CHECKSUM_AT = 6;

    public HmacTrailer {
        if (hmac.length() != HMAC_LENGTH) {
            throw new IllegalArgumentException("an HMAC has 16 bytes here");
        }
    }

    public static HmacTrailer unsigned(int keyId, long sequence) {
        return new HmacTrailer(keyId, sequence, ByteView.of(new byte[HMAC_LENGTH]));
    }

    public static DecodeResult<HmacTrailer> decode(ByteView bytes) {
        if (bytes.length() < LENGTH) {
            return DecodeResult.truncated("authentication trailer", LENGTH, bytes.length());
        }
        if (bytes.u8(0) != TYPE_HMAC_SHA256) {
            return DecodeResult.unexpected("authentication trailer type", TYPE_HMAC_SHA256, bytes.u8(0));
        }
        if (bytes.u8(1) == 0) {
            return DecodeResult.unexpected("key id", 1, 0);
        }
        if (bytes.u16(2) != 0) {
            return DecodeResult.unexpected("reserved bytes of the trailer", 0, bytes.u16(2));
        }
        long sequence = (Integer.toUnsignedLong(bytes.u32(4)) << 32) | Integer.toUnsignedLong(bytes.u32(8));
        return new DecodeResult.Decoded<>(
                new HmacTrailer(bytes.u8(1), sequence, bytes.slice(SIGNED_LENGTH, HMAC_LENGTH)));
    }

    /// The sender's clock in seconds, as 32 bits.
    public int seconds() {
        return (int) (sequence >>> 32);
    }

    public HmacTrailer withHmac(byte[] hmac) {
        return new HmacTrailer(keyId, sequence, new ByteView(hmac, 0, HMAC_LENGTH));
    }

    /// The 28 bytes in a fresh array.
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) TYPE_HMAC_SHA256)
                .put((byte) keyId)
                .putShort((short) 0)
                .putLong(sequence)
                .put(hmac.copy())
                .array();
    }

    /// What the HMAC is computed over: a pseudo header that binds sender and virtual router, the advert with
    /// its checksum taken as zero, and this trailer with its HMAC taken as zero.
    ///
    /// @param pdu the whole advert, at least its header
    public byte[] hmacInput(IpAddress source, ByteView pdu) {
        byte[] advert = pdu.copy();
        int version = pdu.u8(0) >>> 4;
        int vrid = pdu.u8(1);
        advert[CHECKSUM_AT] = 0;
        advert[CHECKSUM_AT + 1] = 0;
        byte[] pseudo = ByteBuffer.allocate(PSEUDO_HEADER_LENGTH)
                .put((byte) (source.family() == IpFamily.IPV4 ? 4 : 6))
                .put((byte) version)
                .put((byte) vrid)
                .put((byte) 0)
                .put(source.bytes())
                .array();
        return ByteBuffer.allocate(PSEUDO_HEADER_LENGTH + advert.length + LENGTH)
                .put(pseudo)
                .put(advert)
                .put(unsigned(keyId, sequence).encode())
                .array();
    }
}
