package dev.baton.wire;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VrrpVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A whole VRRP advert: header, addresses and, for version 2 over IPv4, eight bytes of authentication data.
///
/// @param addresses as many as the header counts, all of one family
/// @param authData eight bytes, or none; a decoded packet shares them with what it was decoded from
public record VrrpPacket(VrrpHeader header, List<IpAddress> addresses, ByteView authData) {
    /// RFC 2338 §5.3.6: no authentication.
    public static final int AUTH_NONE = 0;
    /// A password in clear text.
    public static final int AUTH_PASSWORD = 1;
    /// An IP authentication header.
    public static final int AUTH_HEADER = 2;

    /// Which pseudo header a version 3 checksum over IPv4 covers.
    public record PseudoHeader(IpAddress source, IpAddress destination) {}

    public VrrpPacket {
        addresses = List.copyOf(addresses);
        if (header.addressCount() != addresses.size()) {
            throw new IllegalArgumentException(
                    "the header counts " + header.addressCount() + " addresses, there are " + addresses.size());
        }
        if (authData.length() != 0 && authData.length() != VrrpHeader.AUTH_DATA_LENGTH) {
            throw new IllegalArgumentException("authentication data has 0 or 8 bytes");
        }
    }

    /// Reads an advert of either version; bytes behind it (padding, a trailer) are not looked at. The
    /// checksum is kept as it stands: [#checksumIsValid] judges it.
    public static DecodeResult<VrrpPacket> decode(ByteView pdu, IpFamily family) {
        return VrrpHeader.decode(pdu).then(header -> decodeBody(header, pdu, family));
    }

    private static DecodeResult<VrrpPacket> decodeBody(VrrpHeader header, ByteView pdu, IpFamily family) {
        if (header.version() != 2 && header.version() != 3) {
            return DecodeResult.unexpected("VRRP version", 3, header.version());
        }
        VrrpVersion version = header.version() == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
        int length = VrrpHeader.pduLength(version, family, header.addressCount());
        int authAt = VrrpHeader.LENGTH + header.addressCount() * family.bytes();
        if (pdu.length() < authAt) {
            return DecodeResult.truncated("IP addresses", authAt, pdu.length());
        }
        if (pdu.length() < length) {
            return DecodeResult.truncated("authentication data", length, pdu.length());
        }
        List<IpAddress> addresses = new ArrayList<>(header.addressCount());
        for (int at = VrrpHeader.LENGTH; at < authAt; at += family.bytes()) {
            addresses.add(pdu.address(at, family));
        }
        return new DecodeResult.Decoded<>(new VrrpPacket(header, addresses, pdu.slice(authAt, length - authAt)));
    }

    /// The bytes with the checksum filled in, over a pseudo header if one is given (version 3).
    public byte[] encode(Optional<PseudoHeader> pseudo) {
        ByteBuffer out = ByteBuffer.allocate(length());
        header.withChecksum(0).encode(out);
        for (IpAddress address : addresses) {
            out.put(address.bytes());
        }
        out.put(authData.copy());
        out.putShort(6, (short) checksum(ByteView.of(out.array()), pseudo));
        return out.array();
    }

    /// Length of the encoded advert in bytes.
    public int length() {
        int width = addresses.isEmpty() ? 0 : addresses.getFirst().family().bytes();
        return VrrpHeader.LENGTH + addresses.size() * width + authData.length();
    }

    /// True if the advert in these bytes, checksum field included, sums up to nothing.
    public static boolean checksumIsValid(ByteView pdu, Optional<PseudoHeader> pseudo) {
        return checksum(pdu, pseudo) == 0;
    }

    private static int checksum(ByteView pdu, Optional<PseudoHeader> pseudo) {
        Checksum sum = new Checksum();
        pseudo.ifPresent(header ->
                sum.addPseudoHeader(header.source(), header.destination(), Ipv4Header.PROTOCOL_VRRP, pdu.length()));
        return sum.add(pdu).value();
    }

    /// Without the authentication data, which may be a password.
    @Override
    public String toString() {
        return "VrrpPacket[" + header + ", " + addresses + "]";
    }
}
