package dev.baton.model;

/// Which VRRP is spoken: 2 (RFC 3768, IPv4) or 3 (RFC 9568, both families).
public enum VrrpVersion {
    V2(2),
    V3(3);

    private final int number;

    VrrpVersion(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
