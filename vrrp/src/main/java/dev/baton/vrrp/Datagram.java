package dev.baton.vrrp;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.wire.AhHeader;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import java.util.Optional;

/// A received packet, taken apart so far that its virtual router is known.
///
/// @param ipHeader the IPv4 header; nothing over IPv6
/// @param ah the authentication header, if there is one
/// @param pdu the VRRP part: what follows all headers
/// @param packetLength bytes that arrived, IP header included over IPv4
/// @param statedLength the same as the IP header states it
record Datagram(
        Event.DatagramReceived event,
        ByteView ipHeader,
        Optional<AhHeader> ah,
        ByteView pdu,
        VrrpHeader header,
        int packetLength,
        int statedLength) {
    static DecodeResult<Datagram> of(Event.DatagramReceived event) {
        ByteView bytes = event.bytes();
        if (event.source().family() == IpFamily.IPV6) {
            return VrrpHeader.decode(bytes)
                    .then(header -> new DecodeResult.Decoded<>(new Datagram(
                            event,
                            bytes.slice(0, 0),
                            Optional.empty(),
                            bytes,
                            header,
                            bytes.length(),
                            bytes.length())));
        }
        return Ipv4Header.decode(bytes).then(ip -> ofIpv4(event, bytes, ip));
    }

    private static DecodeResult<Datagram> ofIpv4(Event.DatagramReceived event, ByteView bytes, Ipv4Header ip) {
        ByteView payload = bytes.from(ip.headerLength());
        if (ip.protocol() != Ipv4Header.PROTOCOL_AH) {
            return ofVrrp(event, ip, Optional.empty(), payload);
        }
        return AhHeader.decode(payload).then(ah -> ofVrrp(event, ip, Optional.of(ah), payload.from(AhHeader.LENGTH)));
    }

    private static DecodeResult<Datagram> ofVrrp(
            Event.DatagramReceived event, Ipv4Header ip, Optional<AhHeader> ah, ByteView pdu) {
        ByteView bytes = event.bytes();
        return VrrpHeader.decode(pdu)
                .then(header -> new DecodeResult.Decoded<>(new Datagram(
                        event, bytes.slice(0, ip.headerLength()), ah, pdu, header, bytes.length(), ip.totalLength())));
    }

    InterfaceName device() {
        return event.device();
    }

    IpAddress source() {
        return event.source();
    }

    IpAddress destination() {
        return event.destination();
    }

    int hopLimit() {
        return event.hopLimit();
    }

    IpFamily family() {
        return source().family();
    }
}
