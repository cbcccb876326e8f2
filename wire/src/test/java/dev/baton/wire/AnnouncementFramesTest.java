package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.MacAddress;
import dev.baton.testkit.Hex;
import dev.baton.wire.DecodeResult.Decoded;
import dev.baton.wire.DecodeResult.Malformed;
import org.junit.jupiter.api.Test;

/// The frames that say where an address is now.
class AnnouncementFramesTest {
    private static final MacAddress MAC = MacAddress.of(Hex.bytes("00:16:3e:00:00:01"));
    private static final Ipv4Address HAVIP = Ipv4Address.parse("172.16.0.222").orElseThrow();

    /// As keepalived 2.2.7 sent it.
    private static final byte[] GRATUITOUS_ARP = Hex.bytes(
            "ffffffffffff", // to everybody
            "00163e000001 0806", // from the interface, ARP
            "0001 0800 06 04", // Ethernet, IPv4, lengths of their addresses
            "0001", // request
            "00163e000001 ac1000de", // sender: the interface, 172.16.0.222
            "ffffffffffff ac1000de"); // target: everybody, 172.16.0.222

    /// Written from RFC 4861 §4.4, the checksum confirmed by tshark.
    private static final byte[] UNSOLICITED_NA = Hex.bytes(
            "333300000001", // to all nodes
            "00163e000001 86dd", // from the interface, IPv6
            "60000000 0020 3a ff", // 32 bytes of ICMPv6, hop limit 255
            "20010db8000000000000000000000100", // from 2001:db8::100
            "ff020000000000000000000000000001", // to ff02::1
            "88 00 bb16", // neighbour advertisement, checksum
            "20000000", // override
            "20010db8000000000000000000000100", // target 2001:db8::100
            "02 01 00163e000001"); // target link-layer address

    @Test
    void gratuitousArpIsKeepalivedsToTheByte() {
        assertThat(ArpPacket.gratuitous(MAC, HAVIP).encode()).isEqualTo(GRATUITOUS_ARP);
    }

    @Test
    void gratuitousArpIsRecognised() {
        ArpPacket packet = ((Decoded<ArpPacket>) ArpPacket.decode(ByteView.of(GRATUITOUS_ARP))).value();
        assertThat(packet.isGratuitous()).isTrue();
        assertThat(packet.senderIp()).isEqualTo(HAVIP);
        assertThat(packet).isEqualTo(ArpPacket.gratuitous(MAC, HAVIP));
    }

    @Test
    void arpCutAtAnyByteIsTruncated() {
        for (int length = 0; length < GRATUITOUS_ARP.length; length++) {
            assertThat(ArpPacket.decode(new ByteView(GRATUITOUS_ARP, 0, length)))
                    .isEqualTo(new Malformed<>(new DecodeError.Truncated("ARP packet", 42, length)));
        }
    }

    @Test
    void arpOfAnotherKindNamesTheField() {
        assertThat(arpWith(12, 0x08, 0x00)).isEqualTo("Ethernet type is 2048, expected 2054");
        assertThat(arpWith(14, 0x00, 0x06)).isEqualTo("ARP hardware type is 6, expected 1");
        assertThat(arpWith(16, 0x86, 0xdd)).isEqualTo("ARP protocol type is 34525, expected 2048");
        assertThat(arpWith(18, 0x08, 0x04)).isEqualTo("ARP address lengths is 2052, expected 1540");
    }

    @Test
    void unsolicitedAdvertisementTellsAllNodesToForgetWhatTheyKnew() {
        Ipv6Address address = Ipv6Address.parse("2001:db8::100").orElseThrow();
        NeighborAdvertisement advertisement = NeighborAdvertisement.unsolicited(MAC, address, false);
        assertThat(Hex.text(advertisement.encode())).isEqualTo(Hex.text(UNSOLICITED_NA));
        assertThat(NeighborAdvertisement.decode(ByteView.of(UNSOLICITED_NA))).isEqualTo(new Decoded<>(advertisement));
    }

    /// As keepalived 2.2.7 sent it for a link-local address.
    @Test
    void unsolicitedAdvertisementIsKeepalivedsToTheByte() {
        byte[] captured = Hex.bytes(
                "333300000001 cefa1b17061d 86dd", // to all nodes
                "60000000 0020 3a ff", // ICMPv6, hop limit 255
                "fe800000000000000000000000000100 ff020000000000000000000000000001",
                "8800 676f 20000000", // neighbour advertisement, checksum, override
                "fe800000000000000000000000000100", // target
                "0201 cefa1b17061d");
        MacAddress mac = MacAddress.of(Hex.bytes("cefa1b17061d"));
        Ipv6Address address = Ipv6Address.parse("fe80::100").orElseThrow();
        assertThat(NeighborAdvertisement.unsolicited(mac, address, false).encode())
                .isEqualTo(captured);
    }

    @Test
    void routersSaySo() {
        Ipv6Address address = Ipv6Address.parse("fe80::100").orElseThrow();
        byte[] frame = NeighborAdvertisement.unsolicited(MAC, address, true).encode();
        assertThat(frame[58] & 0xff).isEqualTo(0xa0);
        assertThat(NeighborAdvertisement.decode(ByteView.of(frame)).toOptional())
                .get()
                .extracting(NeighborAdvertisement::router)
                .isEqualTo(true);
    }

    @Test
    void everySingleBitErrorOfAnAdvertisementIsNoticedOrChangesOnlyTheFrame() {
        for (int bit = 54 * 8; bit < UNSOLICITED_NA.length * 8; bit++) {
            byte[] damaged = UNSOLICITED_NA.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(NeighborAdvertisement.decode(ByteView.of(damaged)))
                    .as("bit %d", bit)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void advertisementCutAtAnyByteIsTruncated() {
        for (int length = 0; length < UNSOLICITED_NA.length; length++) {
            assertThat(NeighborAdvertisement.decode(new ByteView(UNSOLICITED_NA, 0, length)))
                    .isEqualTo(new Malformed<>(new DecodeError.Truncated("neighbour advertisement", 86, length)));
        }
    }

    private static String arpWith(int at, int high, int low) {
        byte[] frame = GRATUITOUS_ARP.clone();
        frame[at] = (byte) high;
        frame[at + 1] = (byte) low;
        return ((Malformed<ArpPacket>) ArpPacket.decode(ByteView.of(frame)))
                .error()
                .sentence();
    }
}
