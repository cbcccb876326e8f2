package dev.baton.model;

import java.util.HexFormat;
import java.util.Optional;

/// A 48-bit Ethernet address as a big-endian number.
public record MacAddress(long value) {
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    public MacAddress {
        if (value >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /// The address with these six bytes.
    ///
    /// @throws IllegalArgumentException for any other length
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException(bytes.length + " bytes are not a MAC address");
        }
        long value = 0;
        for (byte each : bytes) {
            value = (value << 8) | (each & 0xff);
        }
        return new MacAddress(value);
    }

    /// The address that this text means: six octets in hexadecimal digits with colons or dashes between them.
    public static Optional<MacAddress> parse(String text) {
        String digits = text.replace('-', ':').replace(":", "");
        boolean wellFormed = text.matches("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");
        return wellFormed ? Optional.of(new MacAddress(Long.parseLong(digits, 16))) : Optional.empty();
    }

    /// The virtual router's own address, 00-00-5e-00-01-VRID or 00-00-5e-00-02-VRID (RFC 9568 §7.3).
    public static MacAddress ofVirtualRouter(IpFamily family, Vrid vrid) {
        long prefix = family == IpFamily.IPV4 ? 0x0000_5e00_0100L : 0x0000_5e00_0200L;
        return new MacAddress(prefix | vrid.value());
    }

    /// The six bytes in network order, in a fresh array.
    public byte[] bytes() {
        byte[] bytes = new byte[6];
        for (int index = 0; index < 6; index++) {
            bytes[index] = (byte) (value >>> (40 - 8 * index));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes());
    }
}
