package dev.baton.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// An IPv4 or IPv6 address without scope. Ordered as unsigned big-endian numbers, which is the order in which VRRP
/// breaks a tie (RFC 9568 §6.4.3); all IPv4 addresses sort before all IPv6 addresses.
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {
    IpFamily family();

    /// The address in network order; a fresh array of [IpFamily#bytes()] bytes.
    byte[] bytes();

    boolean isMulticast();

    /// True for 169.254.0.0/16 and fe80::/10.
    boolean isLinkLocal();

    boolean isLoopback();

    /// True for 0.0.0.0 and ::.
    boolean isUnspecified();

    /// Reads an address in its textual form. Names are never looked up.
    static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return Ipv6Address.parse(text).map(address -> address);
        }
        return Ipv4Address.parse(text).map(address -> address);
    }

    /// As [#parse], for text that is known to be an address.
    ///
    /// @throws IllegalArgumentException if it is not
    static IpAddress of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP address"));
    }

    /// The address with these 4 or 16 bytes in network order.
    ///
    /// @throws IllegalArgumentException for any other length
    static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> Ipv4Address.of(bytes);
            case 16 -> Ipv6Address.of(bytes);
            default -> throw new IllegalArgumentException(bytes.length + " bytes are not an IP address");
        };
    }

    /// The same address for `java.net`.
    default InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are always an address", impossible);
        }
    }

    @Override
    default int compareTo(IpAddress other) {
        if (this instanceof Ipv4Address a && other instanceof Ipv4Address b) {
            return Integer.compareUnsigned(a.value(), b.value());
        }
        if (this instanceof Ipv6Address a && other instanceof Ipv6Address b) {
            int high = Long.compareUnsigned(a.high(), b.high());
            return high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
        }
        return family().compareTo(other.family());
    }
}
