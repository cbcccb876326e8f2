package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.Tick;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.wire.AhHeader;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import dev.baton.wire.VrrpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Builds the adverts of one router: one for the group, or one for each peer.
final class AdvertSender {
    private static final int HOP_LIMIT = 255;
    private static final int ID_MAX = 0xffff;

    private final VirtualRouterSpec spec;
    private final Guards guards;
    private final Surroundings surroundings;
    private final List<IpAddress> addresses;
    private int lastId;
    private RepeatedAdverts repeated = RepeatedAdverts.NONE;
    private final RepeatedAdverts.Identification ids = this::nextId;
    /// What was encoded last, and for what; it hardly ever changes.
    private byte[] encoded = new byte[0];

    private int encodedPriority = -1;
    private Optional<VrrpPacket.PseudoHeader> encodedFor = Optional.empty();

    AdvertSender(VirtualRouterSpec spec, Guards guards, Surroundings surroundings) {
        this.spec = spec;
        this.addresses =
                spec.virtualAddresses().stream().map(VirtualAddress::address).toList();
        this.guards = guards;
        this.surroundings = surroundings;
    }

    void inherit(AdvertSender before) {
        lastId = before.lastId;
    }

    /// Emits the adverts that say once that this priority is ours.
    void adverts(Tick now, IpAddress source, int priority, Journal journal) {
        if (guards.areStateless()
                && repeated.isFor(source, priority, guards.checksum().isOld())) {
            repeated.emit(ids, journal);
            return;
        }
        List<Effect.SendAdvert> adverts = adverts(now, source, priority);
        adverts.forEach(journal::emit);
        if (guards.areStateless()) {
            repeated = new RepeatedAdverts(source, priority, guards.checksum().isOld(), adverts);
        }
    }

    /// What [#adverts(Tick, IpAddress, int, Journal)] emits, built anew.
    List<Effect.SendAdvert> adverts(Tick now, IpAddress source, int priority) {
        guards.ah().ifPresent(guard -> guard.countFrom(surroundings.timeAt(now)));
        return switch (spec.transport()) {
            case Transport.Multicast multicast -> {
                byte[] pdu = pdu(source, multicast.group(), priority);
                Route route = new Route(source, multicast.group(), OptionalInt.of(HOP_LIMIT));
                yield List.of(advert(route, pdu, trailer(now, source, pdu)));
            }
            case Transport.Unicast unicast -> unicastAdverts(now, unicast, source, priority);
        };
    }

    private List<Effect.SendAdvert> unicastAdverts(
            Tick now, Transport.Unicast unicast, IpAddress source, int priority) {
        List<Effect.SendAdvert> adverts = new ArrayList<>(unicast.peers().size());
        byte[] trailer = new byte[0];
        for (Transport.Peer peer : unicast.peers()) {
            byte[] pdu = pdu(source, peer.address(), priority);
            trailer = adverts.isEmpty() ? trailer(now, source, pdu) : trailer;
            adverts.add(advert(new Route(source, peer.address(), unicastHopLimit(unicast)), pdu, trailer));
        }
        return adverts;
    }

    private OptionalInt unicastHopLimit(Transport.Unicast unicast) {
        if (unicast.ttl().isPresent()) {
            return OptionalInt.of(unicast.ttl().get());
        }
        return spec.family() == IpFamily.IPV4 ? OptionalInt.of(HOP_LIMIT) : OptionalInt.empty();
    }

    /// The trailer does not depend on where the advert goes, so that one signature serves all peers.
    private byte[] trailer(Tick now, IpAddress source, byte[] pdu) {
        return guards.hmac()
                .map(guard -> guard.trailer(source, pdu, surroundings.timeAt(now)))
                .orElse(new byte[0]);
    }

    private Effect.SendAdvert advert(Route route, byte[] pdu, byte[] trailer) {
        byte[] payload = trailer.length == 0
                ? pdu
                : ByteBuffer.allocate(pdu.length + trailer.length)
                        .put(pdu)
                        .put(trailer)
                        .array();
        return switch (route.source()) {
            case Ipv4Address from -> ipv4Advert(route, from, payload);
            case Ipv6Address from -> effect(route, Ipv4Header.PROTOCOL_VRRP, payload);
        };
    }

    private Effect.SendAdvert ipv4Advert(Route route, Ipv4Address source, byte[] payload) {
        int protocol = guards.ah().isPresent() ? Ipv4Header.PROTOCOL_AH : Ipv4Header.PROTOCOL_VRRP;
        int ahLength = guards.ah().isPresent() ? AhHeader.LENGTH : 0;
        Ipv4Header header = Ipv4Header.ofAdvert(
                ahLength + payload.length, nextId(), route.hopLimit().orElse(HOP_LIMIT), protocol, source, (Ipv4Address)
                        route.destination());
        byte[] body = guards.ah().map(guard -> guard.protect(header, payload)).orElse(payload);
        return effect(route, protocol, header.packetWith(body));
    }

    private Effect.SendAdvert effect(Route route, int protocol, byte[] bytes) {
        return new Effect.SendAdvert(
                spec.name(),
                spec.boundDevice(),
                route.source(),
                route.destination(),
                protocol,
                route.hopLimit(),
                ByteView.of(bytes));
    }

    private record Route(IpAddress source, IpAddress destination, OptionalInt hopLimit) {}

    private byte[] pdu(IpAddress source, IpAddress destination, int priority) {
        Optional<VrrpPacket.PseudoHeader> pseudo = guards.checksum().ofOurs(source, destination);
        if (priority != encodedPriority || !pseudo.equals(encodedFor)) {
            encoded = new VrrpPacket(header(priority, addresses.size()), addresses, authData()).encode(pseudo);
            encodedPriority = priority;
            encodedFor = pseudo;
        }
        return encoded;
    }

    private VrrpHeader header(int priority, int addressCount) {
        int vrid = spec.vrid().value();
        return switch (spec.version()) {
            case V2 ->
                VrrpHeader.v2(vrid, priority, addressCount, authType(spec.authentication()), (int)
                        spec.advertInterval().toSeconds());
            case V3 ->
                VrrpHeader.v3(vrid, priority, addressCount, (int)
                        (spec.advertInterval().toMillis() / 10));
        };
    }

    static int authType(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None none -> VrrpPacket.AUTH_NONE;
            case Authentication.HmacTrailer trailer -> VrrpPacket.AUTH_NONE;
            case Authentication.Password password -> VrrpPacket.AUTH_PASSWORD;
            case Authentication.AuthenticationHeader header -> VrrpPacket.AUTH_HEADER;
        };
    }

    private ByteView authData() {
        if (spec.version() != VrrpVersion.V2 || spec.family() != IpFamily.IPV4) {
            return ByteView.of(new byte[0]);
        }
        return switch (spec.authentication()) {
            case Authentication.Password password -> ByteView.of(password.padded());
            case Authentication.None none -> ByteView.of(new byte[VrrpHeader.AUTH_DATA_LENGTH]);
            case Authentication.HmacTrailer trailer -> ByteView.of(new byte[VrrpHeader.AUTH_DATA_LENGTH]);
            case Authentication.AuthenticationHeader header -> ByteView.of(new byte[VrrpHeader.AUTH_DATA_LENGTH]);
        };
    }

    /// Counts from 1 and leaves 0 out, which the kernel would replace.
    private int nextId() {
        lastId = lastId == ID_MAX ? 1 : lastId + 1;
        return lastId;
    }
}
