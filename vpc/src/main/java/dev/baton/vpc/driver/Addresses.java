package dev.baton.vpc.driver;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Ipv4Address;
import dev.baton.vpc.VpcException;

/// The addresses that a network gives itself.
public final class Addresses {
    /// The gateway's on the internet side. Set aside for examples (RFC 5737), and not where the EIPs are by default.
    public static final IpPrefix INTERNET = new IpPrefix(IpAddress.of("198.51.100.1"), 24);

    /// The client's there.
    public static final IpPrefix CLIENT = new IpPrefix(IpAddress.of("198.51.100.10"), 24);

    private Addresses() {}

    /// The cloud keeps the last three addresses of a subnet; the first of them is the router.
    public static IpAddress router(IpPrefix subnet) throws VpcException {
        if (subnet.address() instanceof Ipv4Address(int value) && subnet.length() <= 29) {
            int last = value | (-1 >>> subnet.length());
            return new Ipv4Address(last - 2);
        }
        throw new VpcException(subnet.toString(), "is no subnet of IPv4 with eight addresses or more");
    }
}
