package dev.baton.wire;

import dev.baton.model.IpFamily;
import dev.baton.model.VrrpVersion;
import java.nio.ByteBuffer;

/// The eight bytes that every advert begins with, as they stand there; nothing is judged.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |version| type  | virtual rtr id|   priority    | address count |
/// | v2:   auth type               | advert interval, seconds      |   one byte each
/// | v3: reserved  | max advert interval, centiseconds (12 bits)   |
/// |                               |            checksum           |
/// ```
///
/// @param parameters the 16 bits that versions 2 and 3 read differently
public record VrrpHeader(
        int version, int type, int vrid, int priority, int addressCount, int parameters, int checksum) {
    /// Length of this header in bytes.
    public static final int LENGTH = 8;
    /// The only type there is (RFC 9568 §5.2.2).
    public static final int TYPE_ADVERTISEMENT = 1;
    /// Length of the authentication data that ends every VRRPv2 advert over IPv4.
    public static final int AUTH_DATA_LENGTH = 8;
    /// Largest value of the 12-bit interval field of version 3, in centiseconds.
    public static final int CENTIS_MAX = 0xfff;

    /// The header of a version 2 advert; the interval is in seconds.
    public static VrrpHeader v2(int vrid, int priority, int addressCount, int authType, int seconds) {
        return new VrrpHeader(
                2, TYPE_ADVERTISEMENT, vrid, priority, addressCount, ((authType & 0xff) << 8) | (seconds & 0xff), 0);
    }

    /// The header of a version 3 advert; the interval is in centiseconds.
    public static VrrpHeader v3(int vrid, int priority, int addressCount, int centis) {
        return new VrrpHeader(3, TYPE_ADVERTISEMENT, vrid, priority, addressCount, centis & CENTIS_MAX, 0);
    }

    public static DecodeResult<VrrpHeader> decode(ByteView pdu) {
        if (pdu.length() < LENGTH) {
            return DecodeResult.truncated("VRRP header", LENGTH, pdu.length());
        }
        return new DecodeResult.Decoded<>(new VrrpHeader(
                pdu.u8(0) >>> 4, pdu.u8(0) & 0xf, pdu.u8(1), pdu.u8(2), pdu.u8(3), pdu.u16(4), pdu.u16(6)));
    }

    /// Length of the whole advert that a header with this many addresses begins, in bytes. Version 2 over
    /// IPv6 was never specified; keepalived sends it without authentication data.
    public static int pduLength(VrrpVersion version, IpFamily family, int addressCount) {
        boolean authData = version == VrrpVersion.V2 && family == IpFamily.IPV4;
        return LENGTH + addressCount * family.bytes() + (authData ? AUTH_DATA_LENGTH : 0);
    }

    /// Version 2: 0 none, 1 password, 2 authentication header.
    public int authType() {
        return parameters >>> 8;
    }

    /// Version 2: the advertisement interval in seconds.
    public int intervalSeconds() {
        return parameters & 0xff;
    }

    /// Version 3: the maximum advertisement interval in centiseconds. The four reserved bits are ignored, as
    /// they must be on reception (RFC 9568 §5.2.6).
    public int intervalCentis() {
        return parameters & CENTIS_MAX;
    }

    public VrrpHeader withChecksum(int checksum) {
        return new VrrpHeader(version, type, vrid, priority, addressCount, parameters, checksum);
    }

    /// Writes the eight bytes.
    public void encode(ByteBuffer out) {
        out.put((byte) ((version << 4) | type))
                .put((byte) vrid)
                .put((byte) priority)
                .put((byte) addressCount)
                .putShort((short) parameters)
                .putShort((short) checksum);
    }
}
