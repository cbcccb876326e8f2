package dev.baton.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An IPv6 address as two halves of a big-endian number. Written in the form of RFC 5952.
public record Ipv6Address(long high, long low) implements IpAddress {
    /// Reads the textual forms of RFC 4291 §2.2. A scope (`%eth0`) is refused: it belongs to a socket, not an address.
    public static Optional<Ipv6Address> parse(String text) {
        if (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(text);
            byte[] bytes = address.getAddress();
            return Optional.of(bytes.length == 16 ? of(bytes) : mapped(bytes));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    static Ipv6Address of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Ipv6Address(buffer.getLong(), buffer.getLong());
    }

    /// `java.net` turns ::ffff:a.b.c.d into an IPv4 address; this turns it back.
    private static Ipv6Address mapped(byte[] ipv4) {
        return new Ipv6Address(
                0,
                0xffff_0000_0000L | Integer.toUnsignedLong(ByteBuffer.wrap(ipv4).getInt()));
    }

    @Override
    public IpFamily family() {
        return IpFamily.IPV6;
    }

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    @Override
    public boolean isLinkLocal() {
        return high >>> 54 == 0xfe80 >>> 6;
    }

    @Override
    public boolean isLoopback() {
        return high == 0 && low == 1;
    }

    @Override
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    private int group(int index) {
        return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index % 4))) & 0xffff;
    }

    @Override
    public String toString() {
        int runStart = -1;
        int runLength = 1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - start > runLength) {
                runStart = start;
                runLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < 8; index++) {
            if (index == runStart) {
                text.append("::");
                index += runLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(index)));
            }
        }
        return text.toString();
    }

    /// As that of every record, and several times as fast: addresses are compared with every packet.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ipv6Address(long theirHigh, long theirLow) && theirHigh == high && theirLow == low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }
}
