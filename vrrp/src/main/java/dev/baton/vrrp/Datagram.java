package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;

/// A received packet, taken apart so far that its virtual router is known.
///
/// @param pdu the VRRP part: what follows the IP header
/// @param packetLength bytes that arrived, IP header included over IPv4
/// @param statedLength the same as the IP header states it
record Datagram(
        InterfaceName device,
        IpAddress source,
        IpAddress destination,
        int hopLimit,
        ByteView pdu,
        VrrpHeader header,
        int packetLength,
        int statedLength) {
    static DecodeResult<Datagram> of(Event.DatagramReceived event) {
        ByteView bytes = event.bytes();
        if (event.source().family() == IpFamily.IPV6) {
            return withPdu(event, bytes, bytes.length());
        }
        return Ipv4Header.decode(bytes).then(ip -> withPdu(event, bytes.from(ip.headerLength()), ip.totalLength()));
    }

    private static DecodeResult<Datagram> withPdu(Event.DatagramReceived event, ByteView pdu, int statedLength) {
        return VrrpHeader.decode(pdu)
                .then(header -> new DecodeResult.Decoded<>(new Datagram(
                        event.device(),
                        event.source(),
                        event.destination(),
                        event.hopLimit(),
                        pdu,
                        header,
                        event.bytes().length(),
                        statedLength)));
    }

    IpFamily family() {
        return source.family();
    }
}
