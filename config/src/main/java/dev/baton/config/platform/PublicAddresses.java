package dev.baton.config.platform;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.IpPrefix;
import java.util.List;
import java.util.stream.Stream;

/// Tells addresses that the internet routes from those that networks keep to themselves.
final class PublicAddresses {
    /// Private use (RFC 1918), shared (RFC 6598), link-local, loopback, documentation and testing (RFC 5737,
    /// RFC 2544).
    private static final List<IpPrefix> OTHERS = Stream.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "100.64.0.0/10",
                    "169.254.0.0/16",
                    "127.0.0.0/8",
                    "192.0.2.0/24",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "198.18.0.0/15")
            .map(PublicAddresses::prefix)
            .toList();

    private PublicAddresses() {}

    /// True for public IPv4 addresses. IPv6 addresses in a VPC are global and translated by nobody.
    static boolean contain(IpAddress address) {
        return address.family() == IpFamily.IPV4
                && !address.isMulticast()
                && OTHERS.stream().noneMatch(prefix -> prefix.contains(address));
    }

    private static IpPrefix prefix(String text) {
        int slash = text.indexOf('/');
        return new IpPrefix(
                IpAddress.parse(text.substring(0, slash)).orElseThrow(), Integer.parseInt(text.substring(slash + 1)));
    }
}
