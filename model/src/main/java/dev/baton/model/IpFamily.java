package dev.baton.model;

/// The two address families, with the sizes that depend on them.
public enum IpFamily {
    IPV4(4, 32),
    IPV6(16, 128);

    private final int bytes;
    private final int bits;

    IpFamily(int bytes, int bits) {
        this.bytes = bytes;
        this.bits = bits;
    }

    /// Length of an address in bytes.
    public int bytes() {
        return bytes;
    }

    /// Length of an address in bits, and so the longest prefix.
    public int bits() {
        return bits;
    }
}
