package dev.baton.model;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An IPv4 address; `value` is its big-endian number, so 127.0.0.1 is 0x7f000001.
public record Ipv4Address(int value) implements IpAddress {
    /// Reads exactly four decimal octets without leading zeros, as `inet_pton(3)` does.
    public static Optional<Ipv4Address> parse(String text) {
        int value = 0;
        int octets = 0;
        int at = 0;
        while (octets < 4) {
            int end = at;
            int octet = 0;
            while (end < text.length() && end - at < 3 && isDigit(text.charAt(end))) {
                octet = octet * 10 + (text.charAt(end) - '0');
                end++;
            }
            if (end == at || octet > 255 || (end - at > 1 && text.charAt(at) == '0')) {
                return Optional.empty();
            }
            value = (value << 8) | octet;
            octets++;
            boolean last = octets == 4;
            if (last ? end != text.length() : end >= text.length() || text.charAt(end) != '.') {
                return Optional.empty();
            }
            at = end + 1;
        }
        return Optional.of(new Ipv4Address(value));
    }

    static Ipv4Address of(byte[] bytes) {
        return new Ipv4Address(ByteBuffer.wrap(bytes).getInt());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public IpFamily family() {
        return IpFamily.IPV4;
    }

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Override
    public boolean isMulticast() {
        return value >>> 28 == 0xe;
    }

    @Override
    public boolean isLinkLocal() {
        return value >>> 16 == 0xa9fe;
    }

    @Override
    public boolean isLoopback() {
        return value >>> 24 == 127;
    }

    @Override
    public boolean isUnspecified() {
        return value == 0;
    }

    @Override
    public String toString() {
        return (value >>> 24) + "." + ((value >>> 16) & 255) + "." + ((value >>> 8) & 255) + "." + (value & 255);
    }

    /// As that of every record, and several times as fast: addresses are compared with every packet.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ipv4Address(int theirs) && theirs == value;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(value);
    }
}
