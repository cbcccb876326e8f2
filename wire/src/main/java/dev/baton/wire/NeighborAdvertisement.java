package dev.baton.wire;

import dev.baton.model.IpFamily;
import dev.baton.model.Ipv6Address;
import dev.baton.model.MacAddress;
import java.nio.ByteBuffer;

/// An ICMPv6 neighbour advertisement with the target's link-layer address (RFC 4861 §4.4), in an Ethernet
/// frame.
///
/// @param frameDestination where the frame goes
/// @param source the IPv6 source; the announced address itself when unsolicited
/// @param router whether the sender forwards packets (flag R)
/// @param solicited whether somebody asked (flag S)
/// @param override whether caches shall replace what they know (flag O)
/// @param mac who holds the target from now on
public record NeighborAdvertisement(
        MacAddress frameDestination,
        MacAddress frameSource,
        Ipv6Address source,
        Ipv6Address destination,
        boolean router,
        boolean solicited,
        boolean override,
        Ipv6Address target,
        MacAddress mac) {
    /// Ethernet header, IPv6 header and ICMPv6 message together.
    public static final int FRAME_LENGTH = 86;
    /// `ETH_P_IPV6`.
    public static final int ETHERTYPE = 0x86dd;

    private static final int ICMP_AT = 54;
    private static final int ICMP_LENGTH = 32;
    private static final int ICMPV6 = 58;
    private static final int TYPE = 136;
    private static final int FLAG_ROUTER = 0x80;
    private static final int FLAG_SOLICITED = 0x40;
    private static final int FLAG_OVERRIDE = 0x20;
    private static final Ipv6Address ALL_NODES = new Ipv6Address(0xff02L << 48, 1);
    private static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);

    /// The announcement to all nodes that `mac` holds `address` from now on (RFC 9568 §6.4.2).
    public static NeighborAdvertisement unsolicited(MacAddress mac, Ipv6Address address, boolean router) {
        return new NeighborAdvertisement(ALL_NODES_MAC, mac, address, ALL_NODES, router, false, true, address, mac);
    }

    /// Reads a frame. Options other than a first target link-layer address are refused, since nothing here
    /// needs them.
    public static DecodeResult<NeighborAdvertisement> decode(ByteView frame) {
        if (frame.length() < FRAME_LENGTH) {
            return DecodeResult.truncated("neighbour advertisement", FRAME_LENGTH, frame.length());
        }
        if (frame.u16(12) != ETHERTYPE) {
            return DecodeResult.unexpected("Ethernet type", ETHERTYPE, frame.u16(12));
        }
        if (frame.u8(14) >>> 4 != 6) {
            return DecodeResult.unexpected("IP version", 6, frame.u8(14) >>> 4);
        }
        if (frame.u16(18) != ICMP_LENGTH) {
            return DecodeResult.unexpected("IPv6 payload length", ICMP_LENGTH, frame.u16(18));
        }
        if (frame.u8(20) != ICMPV6) {
            return DecodeResult.unexpected("IPv6 next header", ICMPV6, frame.u8(20));
        }
        if (frame.u8(21) != 255) {
            return DecodeResult.unexpected("hop limit", 255, frame.u8(21));
        }
        return decodeMessage(frame, frame.slice(ICMP_AT, ICMP_LENGTH));
    }

    private static DecodeResult<NeighborAdvertisement> decodeMessage(ByteView frame, ByteView icmp) {
        Ipv6Address source = (Ipv6Address) frame.address(22, IpFamily.IPV6);
        Ipv6Address destination = (Ipv6Address) frame.address(38, IpFamily.IPV6);
        if (icmp.u16(0) != TYPE << 8) {
            return DecodeResult.unexpected("ICMPv6 type and code", TYPE << 8, icmp.u16(0));
        }
        int sum = checksum(icmp, source, destination);
        if (sum != 0) {
            return DecodeResult.unexpected("ICMPv6 checksum", 0, sum);
        }
        if (icmp.u16(24) != 0x0201) {
            return DecodeResult.unexpected("target link-layer address option", 0x0201, icmp.u16(24));
        }
        int flags = icmp.u8(4);
        return new DecodeResult.Decoded<>(new NeighborAdvertisement(
                MacAddress.of(frame.copy(0, 6)),
                MacAddress.of(frame.copy(6, 6)),
                source,
                destination,
                (flags & FLAG_ROUTER) != 0,
                (flags & FLAG_SOLICITED) != 0,
                (flags & FLAG_OVERRIDE) != 0,
                (Ipv6Address) icmp.address(8, IpFamily.IPV6),
                MacAddress.of(icmp.copy(26, 6))));
    }

    /// The 86 bytes of the frame in a fresh array, hop limit 255.
    public byte[] encode() {
        return ByteBuffer.allocate(FRAME_LENGTH)
                .put(frameDestination.bytes())
                .put(frameSource.bytes())
                .putShort((short) ETHERTYPE)
                .putInt(0x6000_0000)
                .putShort((short) ICMP_LENGTH)
                .put((byte) ICMPV6)
                .put((byte) 255)
                .put(source.bytes())
                .put(destination.bytes())
                .put(message())
                .array();
    }

    private byte[] message() {
        int flags = (router ? FLAG_ROUTER : 0) | (solicited ? FLAG_SOLICITED : 0) | (override ? FLAG_OVERRIDE : 0);
        ByteBuffer icmp = ByteBuffer.allocate(ICMP_LENGTH)
                .putShort((short) (TYPE << 8))
                .putShort((short) 0)
                .putInt(flags << 24)
                .put(target.bytes())
                .putShort((short) 0x0201)
                .put(mac.bytes());
        icmp.putShort(2, (short) checksum(ByteView.of(icmp.array()), source, destination));
        return icmp.array();
    }

    private static int checksum(ByteView icmp, Ipv6Address source, Ipv6Address destination) {
        return new Checksum()
                .addPseudoHeader(source, destination, ICMPV6, icmp.length())
                .add(icmp)
                .value();
    }
}
