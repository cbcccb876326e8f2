package dev.baton.sim;

import dev.baton.model.Authentication;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.vrrp.Effect;
import dev.baton.vrrp.Event;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import dev.baton.wire.VrrpPacket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How keepalived 2.2.7 writes adverts, and which it accepts.
final class KeepalivedWire {
    private static final int TTL = 255;

    private final VirtualRouterSpec spec;
    private final List<IpAddress> addresses;
    private final byte[] secret;
    private int id;

    KeepalivedWire(VirtualRouterSpec spec) {
        this.spec = spec;
        addresses =
                spec.virtualAddresses().stream().map(VirtualAddress::address).toList();
        secret = switch (spec.authentication()) {
            case Authentication.None none -> new byte[VrrpHeader.AUTH_DATA_LENGTH];
            case Authentication.Password password -> password.padded();
            case Authentication.AuthenticationHeader header ->
                throw new IllegalArgumentException("the model of keepalived does not speak AH");
            case Authentication.HmacTrailer trailer ->
                throw new IllegalArgumentException("keepalived 2.2.7 knows no auth_hmac");
        };
    }

    /// What an accepted advert says.
    record Heard(IpAddress from, int priority, long intervalMicros) {}

    /// The advert of an instance, if every check of keepalived lets it pass.
    Optional<Heard> accept(Event.DatagramReceived datagram) {
        if (datagram.source().family() != spec.family()
                || !spec.boundDevice().map(datagram.device()::equals).orElse(true)
                || datagram.destination().isMulticast() != isMulticast()
                || (isMulticast() && datagram.hopLimit() != TTL)) {
            return Optional.empty();
        }
        ByteView pdu = spec.family() == IpFamily.IPV4
                ? datagram.bytes().from((datagram.bytes().u8(0) & 0xf) * 4)
                : datagram.bytes();
        return VrrpPacket.decode(pdu, spec.family())
                .toOptional()
                .filter(packet -> passes(packet, pdu, datagram))
                .map(packet -> new Heard(datagram.source(), packet.header().priority(), interval(packet.header())));
    }

    private boolean passes(VrrpPacket packet, ByteView pdu, Event.DatagramReceived datagram) {
        VrrpHeader header = packet.header();
        return header.vrid() == spec.vrid().value()
                && header.version() == spec.version().number()
                && header.type() == VrrpHeader.TYPE_ADVERTISEMENT
                && authenticates(packet)
                && (spec.version() == VrrpVersion.V3
                        || header.intervalSeconds() == spec.advertInterval().toSeconds())
                && (spec.family() == IpFamily.IPV6 || VrrpPacket.checksumIsValid(pdu, pseudo(datagram)))
                && header.addressCount() == addresses.size()
                && new HashSet<>(packet.addresses()).containsAll(addresses);
    }

    private boolean authenticates(VrrpPacket packet) {
        if (spec.version() == VrrpVersion.V3 || spec.family() == IpFamily.IPV6) {
            return true;
        }
        return packet.header().authType() == authType()
                && (authType() == 0 || Arrays.equals(packet.authData().copy(), secret));
    }

    private Optional<VrrpPacket.PseudoHeader> pseudo(Event.DatagramReceived datagram) {
        return spec.version() == VrrpVersion.V2
                ? Optional.empty()
                : Optional.of(new VrrpPacket.PseudoHeader(datagram.source(), datagram.destination()));
    }

    private long interval(VrrpHeader header) {
        return spec.version() == VrrpVersion.V2
                ? header.intervalSeconds() * 1_000_000L
                : header.intervalCentis() * 10_000L;
    }

    /// One advert for the group, or one for each peer.
    List<Effect> adverts(IpAddress source, int priority) {
        return switch (spec.transport()) {
            case Transport.Multicast multicast -> List.of(advert(source, multicast.group(), priority));
            case Transport.Unicast unicast ->
                unicast.peers().stream()
                        .map(peer -> advert(source, peer.address(), priority))
                        .toList();
        };
    }

    private Effect advert(IpAddress source, IpAddress destination, int priority) {
        boolean hasAuthData = spec.version() == VrrpVersion.V2 && spec.family() == IpFamily.IPV4;
        byte[] pdu = new VrrpPacket(header(priority), addresses, ByteView.of(hasAuthData ? secret : new byte[0]))
                .encode(
                        spec.version() == VrrpVersion.V2
                                ? Optional.empty()
                                : Optional.of(new VrrpPacket.PseudoHeader(source, destination)));
        id = id % 0xffff + 1;
        byte[] bytes = source instanceof Ipv4Address from && destination instanceof Ipv4Address to
                ? Ipv4Header.ofAdvert(pdu.length, id, TTL, Ipv4Header.PROTOCOL_VRRP, from, to)
                        .packetWith(pdu)
                : pdu;
        return new Effect.SendAdvert(
                spec.name(),
                spec.boundDevice(),
                source,
                destination,
                Ipv4Header.PROTOCOL_VRRP,
                OptionalInt.of(TTL),
                ByteView.of(bytes));
    }

    private VrrpHeader header(int priority) {
        int vrid = spec.vrid().value();
        int interval = (int) (spec.advertInterval().toMillis() / (spec.version() == VrrpVersion.V2 ? 1_000 : 10));
        return spec.version() == VrrpVersion.V2
                ? VrrpHeader.v2(vrid, priority, addresses.size(), authType(), interval)
                : VrrpHeader.v3(vrid, priority, addresses.size(), interval);
    }

    private int authType() {
        return spec.authentication() instanceof Authentication.Password ? VrrpPacket.AUTH_PASSWORD : 0;
    }

    private boolean isMulticast() {
        return spec.transport() instanceof Transport.Multicast;
    }
}
