package dev.baton.model;

/// An address with a prefix length, host bits kept: what `ip address add 172.16.0.222/16` means.
public record IpPrefix(IpAddress address, int length) {
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length " + length + " is outside 0 to "
                    + address.family().bits());
        }
    }

    /// The address alone: /32 or /128.
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.family().bits());
    }

    public IpFamily family() {
        return address.family();
    }

    /// True if the other address lies in the network that this prefix spans.
    public boolean contains(IpAddress other) {
        if (other.family() != family()) {
            return false;
        }
        byte[] mine = address.bytes();
        byte[] theirs = other.bytes();
        for (int bit = 0; bit < length; bit += 8) {
            int mask = length - bit >= 8 ? 0xff : 0xff << (8 - (length - bit));
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
