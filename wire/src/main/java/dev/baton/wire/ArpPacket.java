package dev.baton.wire;

import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.MacAddress;
import java.nio.ByteBuffer;

/// An ARP packet for IPv4 over Ethernet (RFC 826) in its Ethernet frame of 42 bytes.
///
/// @param frameDestination where the frame goes
/// @param operation 1 request, 2 reply
public record ArpPacket(
        MacAddress frameDestination,
        MacAddress frameSource,
        int operation,
        MacAddress senderMac,
        Ipv4Address senderIp,
        MacAddress targetMac,
        Ipv4Address targetIp) {
    /// Ethernet header and ARP body together.
    public static final int FRAME_LENGTH = 42;
    /// `ETH_P_ARP`.
    public static final int ETHERTYPE = 0x0806;
    /// `ARPOP_REQUEST`.
    public static final int REQUEST = 1;
    /// `ARPOP_REPLY`.
    public static final int REPLY = 2;

    private static final int ETHERNET_LENGTH = 14;

    /// The announcement that `mac` holds `address` from now on: a broadcast request for the address by
    /// itself, with the target's MAC set to broadcast as keepalived sends it.
    public static ArpPacket gratuitous(MacAddress mac, Ipv4Address address) {
        return new ArpPacket(MacAddress.BROADCAST, mac, REQUEST, mac, address, MacAddress.BROADCAST, address);
    }

    /// Reads a frame; padding behind the 42 bytes is not looked at.
    public static DecodeResult<ArpPacket> decode(ByteView frame) {
        if (frame.length() < FRAME_LENGTH) {
            return DecodeResult.truncated("ARP packet", FRAME_LENGTH, frame.length());
        }
        if (frame.u16(12) != ETHERTYPE) {
            return DecodeResult.unexpected("Ethernet type", ETHERTYPE, frame.u16(12));
        }
        return decodeBody(frame, frame.from(ETHERNET_LENGTH));
    }

    private static DecodeResult<ArpPacket> decodeBody(ByteView frame, ByteView arp) {
        if (arp.u16(0) != 1) {
            return DecodeResult.unexpected("ARP hardware type", 1, arp.u16(0));
        }
        if (arp.u16(2) != 0x0800) {
            return DecodeResult.unexpected("ARP protocol type", 0x0800, arp.u16(2));
        }
        if (arp.u16(4) != 0x0604) {
            return DecodeResult.unexpected("ARP address lengths", 0x0604, arp.u16(4));
        }
        return new DecodeResult.Decoded<>(new ArpPacket(
                MacAddress.of(frame.copy(0, 6)),
                MacAddress.of(frame.copy(6, 6)),
                arp.u16(6),
                MacAddress.of(arp.copy(8, 6)),
                (Ipv4Address) arp.address(14, IpFamily.IPV4),
                MacAddress.of(arp.copy(18, 6)),
                (Ipv4Address) arp.address(24, IpFamily.IPV4)));
    }

    /// True if the sender announces its own address instead of asking for somebody else's.
    public boolean isGratuitous() {
        return senderIp.equals(targetIp);
    }

    /// The 42 bytes of the frame in a fresh array.
    public byte[] encode() {
        return ByteBuffer.allocate(FRAME_LENGTH)
                .put(frameDestination.bytes())
                .put(frameSource.bytes())
                .putShort((short) ETHERTYPE)
                .putShort((short) 1)
                .putShort((short) 0x0800)
                .putShort((short) 0x0604)
                .putShort((short) operation)
                .put(senderMac.bytes())
                .putInt(senderIp.value())
                .put(targetMac.bytes())
                .putInt(targetIp.value())
                .array();
    }
}
