package dev.baton.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "172.16.0.222",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "2001:db8::1:0:0:1",
                "1:0:1::",
                "::ffff:102:304",
                "1:2:3:4:5:6:7:8",
                "0:0:2::1"
            })
    void canonicalTextSurvivesARoundTrip(String text) {
        assertThat(IpAddress.of(text).toString()).isEqualTo(text);
        assertThat(IpAddress.of(IpAddress.of(text).bytes())).isEqualTo(IpAddress.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "a.b.c.d",
                "1..2.3",
                "1.2.3.",
                "fe80::1%eth0",
                ":::",
                "1:2:3",
                "[::1]",
                "g::1",
                "localhost"
            })
    void anythingElseIsRefused(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void addressesCompareAsUnsignedNumbers() {
        assertThat(IpAddress.of("172.16.0.225")).isGreaterThan(IpAddress.of("172.16.0.224"));
        assertThat(IpAddress.of("200.0.0.1")).isGreaterThan(IpAddress.of("10.0.0.1"));
        assertThat(IpAddress.of("fe80::2")).isGreaterThan(IpAddress.of("fe80::1"));
        assertThat(IpAddress.of("::")).isGreaterThan(IpAddress.of("255.255.255.255"));
    }

    @Test
    void prefixesKnowWhatTheyContain() {
        IpPrefix prefix = new IpPrefix(IpAddress.of("172.16.0.222"), 16);
        assertThat(prefix.contains(IpAddress.of("172.16.255.1"))).isTrue();
        assertThat(prefix.contains(IpAddress.of("172.17.0.1"))).isFalse();
        assertThat(prefix.contains(IpAddress.of("::1"))).isFalse();
        assertThat(new IpPrefix(IpAddress.of("fe80::"), 10).contains(IpAddress.of("febf::1")))
                .isTrue();
        assertThat(new IpPrefix(IpAddress.of("fe80::"), 10).contains(IpAddress.of("fec0::1")))
                .isFalse();
    }
}
