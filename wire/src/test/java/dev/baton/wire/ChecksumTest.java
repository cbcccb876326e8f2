package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.IpAddress;
import dev.baton.testkit.Hex;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    /// The example of RFC 1071 §3: the words sum up to ddf2.
    @Test
    void rfc1071ExampleSumsUp() {
        assertThat(Checksum.of(ByteView.of(Hex.bytes("0001 f203 f4f5 f6f7")))).isEqualTo(0xffff ^ 0xddf2);
    }

    @Test
    void oddLengthIsPaddedWithZero() {
        assertThat(Checksum.of(ByteView.of(Hex.bytes("0102 03"))))
                .isEqualTo(Checksum.of(ByteView.of(Hex.bytes("0102 0300"))));
    }

    @Test
    void carriesAreFoldedUntilNoneIsLeft() {
        assertThat(Checksum.of(ByteView.of(Hex.bytes("ffff 0001")))).isEqualTo(0xfffe);
        assertThat(Checksum.of(ByteView.of(Hex.bytes("ffff ffff")))).isZero();
    }

    @Test
    void pseudoHeaderAddsAddressesProtocolAndLength() {
        int expected = Checksum.of(ByteView.of(Hex.bytes("ac1000e0 ac1000e1 0070 000c")));
        assertThat(new Checksum()
                        .addPseudoHeader(IpAddress.of("172.16.0.224"), IpAddress.of("172.16.0.225"), 112, 12)
                        .value())
                .isEqualTo(expected);
    }
}
