package dev.baton.vrrp;

import dev.baton.testkit.Hex;

/// Packets that keepalived 2.2.7 sent, from the IP header on.
final class Fixtures {
    /// The tutorial's HA1, its first advert.
    static final byte[] V2_UNICAST_HA1 = Hex.bytes(
            "45 c0 0028", // version 4, 20 bytes of header, internetwork control, 40 bytes in all
            "0001 0000", // id 1, no fragment
            "ff 70 60c3", // TTL 255, protocol 112, checksum
            "ac1000e0", // from 172.16.0.224
            "ac1000e1", // to 172.16.0.225
            "21 33 78 01", // version 2 advert, VRID 51, priority 120, one address
            "01 01 5679", // password, 1 second, checksum
            "ac1000de", // 172.16.0.222
            "31313131 00000000"); // 1111

    /// One second later.
    static final byte[] V2_UNICAST_HA1_SECOND = Hex.bytes(
            "45 c0 0028",
            "0002 0000", // id 2
            "ff 70 60c2",
            "ac1000e0",
            "ac1000e1",
            "21 33 78 01",
            "01 01 5679",
            "ac1000de",
            "31313131 00000000");

    private Fixtures() {}
}
