package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.testkit.Hex;
import dev.baton.wire.DecodeResult.Decoded;
import dev.baton.wire.DecodeResult.Malformed;
import dev.baton.wire.VrrpPacket.PseudoHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Packets of keepalived 2.2.7 as captured on the wire, and what may happen to them on the way.
class VrrpPacketTest {
    private static final IpAddress HA1 = IpAddress.of("172.16.0.224");
    private static final IpAddress HA2 = IpAddress.of("172.16.0.225");
    private static final IpAddress HAVIP = IpAddress.of("172.16.0.222");
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");

    private static final byte[] V2_IP = Hex.bytes(
            "45 c0 0028", // version 4, 20 bytes of header, internetwork control, 40 bytes in all
            "0001 0000", // id 1, no fragment
            "ff 70 60c3", // TTL 255, protocol 112, checksum
            "ac1000e0", // from 172.16.0.224
            "ac1000e1"); // to 172.16.0.225
    private static final byte[] V2_PDU = Hex.bytes(
            "21 33 78 01", // version 2 advert, VRID 51, priority 120, one address
            "01 01 5679", // password, 1 second, checksum
            "ac1000de", // 172.16.0.222
            "31313131 00000000"); // 1111
    private static final byte[] V3_PDU = Hex.bytes(
            "31 33 78 01", // version 3 advert, VRID 51, priority 120, one address
            "000a 4f74", // 10 centiseconds, checksum over a pseudo header 172.16.0.224 to 172.16.0.225
            "ac1000de"); // 172.16.0.222
    private static final byte[] V2_RESIGNATION_WITHOUT_AUTH = Hex.bytes(
            "21 05 00 01", // version 2 advert, VRID 5, priority 0, one address
            "00 01 d4f7", // no authentication, 1 second, checksum
            "0a000001", // 10.0.0.1
            "00000000 00000000"); // unused authentication data

    @Test
    void capturedVersion2AdvertIsReadFieldByField() {
        VrrpPacket packet = decoded(V2_PDU, IpFamily.IPV4);
        assertThat(packet.header()).isEqualTo(new VrrpHeader(2, 1, 51, 120, 1, 0x0101, 0x5679));
        assertThat(packet.header().authType()).isEqualTo(VrrpPacket.AUTH_PASSWORD);
        assertThat(packet.header().intervalSeconds()).isOne();
        assertThat(packet.addresses()).containsExactly(HAVIP);
        assertThat(packet.authData()).isEqualTo(ByteView.of(Hex.bytes("31313131 00000000")));
        assertThat(VrrpPacket.checksumIsValid(ByteView.of(V2_PDU), Optional.empty()))
                .isTrue();
    }

    @Test
    void capturedVersion3AdvertIsReadFieldByField() {
        VrrpPacket packet = decoded(V3_PDU, IpFamily.IPV4);
        assertThat(packet.header()).isEqualTo(new VrrpHeader(3, 1, 51, 120, 1, 10, 0x4f74));
        assertThat(packet.header().intervalCentis()).isEqualTo(10);
        assertThat(packet.authData().length()).isZero();
    }

    @Test
    void version3ChecksumCoversThePseudoHeader() {
        ByteView pdu = ByteView.of(V3_PDU);
        assertThat(VrrpPacket.checksumIsValid(pdu, Optional.of(new PseudoHeader(HA1, HA2))))
                .isTrue();
        assertThat(VrrpPacket.checksumIsValid(pdu, Optional.of(new PseudoHeader(HA1, GROUP))))
                .isFalse();
        assertThat(VrrpPacket.checksumIsValid(pdu, Optional.empty())).isFalse();
    }

    @Test
    void encodedAdvertsAreTheCapturedOnes() {
        VrrpPacket v2 = new VrrpPacket(
                VrrpHeader.v2(51, 120, 1, VrrpPacket.AUTH_PASSWORD, 1),
                List.of(HAVIP),
                ByteView.of(Hex.bytes("31313131 00000000")));
        assertThat(v2.encode(Optional.empty())).isEqualTo(V2_PDU);
        assertThat(Ipv4Header.ofAdvert(20, 1, 255, 112, (Ipv4Address) HA1, (Ipv4Address) HA2)
                        .encode())
                .isEqualTo(V2_IP);

        VrrpPacket v3 = new VrrpPacket(VrrpHeader.v3(51, 120, 1, 10), List.of(HAVIP), ByteView.of(new byte[0]));
        assertThat(v3.encode(Optional.of(new PseudoHeader(HA1, HA2)))).isEqualTo(V3_PDU);

        VrrpPacket resignation = new VrrpPacket(
                VrrpHeader.v2(5, 0, 1, VrrpPacket.AUTH_NONE, 1),
                List.of(IpAddress.of("10.0.0.1")),
                ByteView.of(new byte[8]));
        assertThat(resignation.encode(Optional.empty())).isEqualTo(V2_RESIGNATION_WITHOUT_AUTH);
    }

    @Test
    void everyShapeSurvivesTheRoundTrip() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            IpFamily family = random.nextBoolean() ? IpFamily.IPV4 : IpFamily.IPV6;
            VrrpPacket packet = random(random, family);
            VrrpPacket back = decoded(packet.encode(Optional.empty()), family);
            assertThat(back.addresses()).as("seed %d", seed).isEqualTo(packet.addresses());
            assertThat(back.authData()).as("seed %d", seed).isEqualTo(packet.authData());
            assertThat(back.header().withChecksum(0)).as("seed %d", seed).isEqualTo(packet.header());
        }
    }

    @Test
    void advertCutAtAnyByteNamesWhatIsMissing() {
        for (int length = 0; length < V2_PDU.length; length++) {
            DecodeResult<VrrpPacket> result = VrrpPacket.decode(new ByteView(V2_PDU, 0, length), IpFamily.IPV4);
            String field = length < 8 ? "VRRP header" : length < 12 ? "IP addresses" : "authentication data";
            int needed = length < 8 ? 8 : length < 12 ? 12 : 20;
            assertThat(result).isEqualTo(new Malformed<>(new DecodeError.Truncated(field, needed, length)));
        }
    }

    @Test
    void ipHeaderCutAtAnyByteNamesWhatIsMissing() {
        for (int length = 0; length < V2_IP.length; length++) {
            assertThat(Ipv4Header.decode(new ByteView(V2_IP, 0, length)))
                    .isEqualTo(new Malformed<>(new DecodeError.Truncated("IPv4 header", 20, length)));
        }
        assertThat(((Decoded<Ipv4Header>) Ipv4Header.decode(ByteView.of(V2_IP))).value())
                .isEqualTo(new Ipv4Header(20, 0xc0, 40, 1, 0, 255, 112, (Ipv4Address) HA1, (Ipv4Address) HA2));
    }

    @Test
    void ipHeaderThatCannotBeIsRefused() {
        byte[] ipv6 = V2_IP.clone();
        ipv6[0] = 0x60;
        assertThat(error(Ipv4Header.decode(ByteView.of(ipv6)))).isEqualTo("IP version is 6, expected 4");
        byte[] tooShort = V2_IP.clone();
        tooShort[0] = 0x44;
        assertThat(error(Ipv4Header.decode(ByteView.of(tooShort)))).isEqualTo("IPv4 header length is 16, expected 20");
        byte[] options = V2_IP.clone();
        options[0] = 0x46;
        assertThat(error(Ipv4Header.decode(ByteView.of(options))))
                .isEqualTo("IPv4 options needs 24 bytes, there are 20");
    }

    @Test
    void otherVersionsAreRefused() {
        byte[] version4 = V2_PDU.clone();
        version4[0] = 0x41;
        assertThat(error(VrrpPacket.decode(ByteView.of(version4), IpFamily.IPV4)))
                .isEqualTo("VRRP version is 4, expected 3");
    }

    @Test
    void noBytesWhatsoeverMakeADecoderThrow() {
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            byte[] noise = noise(random);
            ByteView view = ByteView.of(noise);
            assertThat(VrrpPacket.decode(view, IpFamily.IPV4)).isNotNull();
            assertThat(VrrpPacket.decode(view, IpFamily.IPV6)).isNotNull();
            assertThat(Ipv4Header.decode(view)).isNotNull();
            assertThat(ArpPacket.decode(view)).isNotNull();
            assertThat(NeighborAdvertisement.decode(view)).isNotNull();
        }
    }

    @Test
    void headerAndAddressesMustAgree() {
        assertThatThrownBy(() -> new VrrpPacket(VrrpHeader.v3(1, 1, 2, 100), List.of(HAVIP), ByteView.of(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts 2 addresses, there are 1");
    }

    @Test
    void passwordIsNeverPrinted() {
        assertThat(decoded(V2_PDU, IpFamily.IPV4).toString())
                .doesNotContain("1111")
                .doesNotContain("31313131");
    }

    /// Bytes at random, or a good advert with some bytes changed.
    private static byte[] noise(Random random) {
        byte[] bytes;
        if (random.nextBoolean()) {
            bytes = new byte[random.nextInt(128)];
            random.nextBytes(bytes);
        } else {
            bytes = (random.nextBoolean() ? V2_PDU : V3_PDU).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    private static VrrpPacket random(Random random, IpFamily family) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int count = random.nextInt(256); count > 0; count--) {
            byte[] address = new byte[family.bytes()];
            random.nextBytes(address);
            addresses.add(IpAddress.of(address));
        }
        int vrid = 1 + random.nextInt(255);
        int priority = random.nextInt(256);
        if (random.nextBoolean()) {
            byte[] auth = new byte[family == IpFamily.IPV4 ? 8 : 0];
            random.nextBytes(auth);
            VrrpHeader header = VrrpHeader.v2(vrid, priority, addresses.size(), random.nextInt(3), random.nextInt(256));
            return new VrrpPacket(header, addresses, ByteView.of(auth));
        }
        VrrpHeader header = VrrpHeader.v3(vrid, priority, addresses.size(), random.nextInt(4096));
        return new VrrpPacket(header, addresses, ByteView.of(new byte[0]));
    }

    private static VrrpPacket decoded(byte[] bytes, IpFamily family) {
        return VrrpPacket.decode(ByteView.of(bytes), family).toOptional().orElseThrow();
    }

    private static <T> String error(DecodeResult<T> result) {
        return ((Malformed<T>) result).error().sentence();
    }
}
