package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Ipv4Address;
import dev.baton.model.Ipv6Address;
import dev.baton.model.Transport;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import dev.baton.wire.VrrpPacket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Builds the adverts of one router: one for the group, or one for each peer.
final class AdvertSender {
    private static final int HOP_LIMIT = 255;
    private static final int ID_MAX = 0xffff;

    private final VirtualRouterSpec spec;
    private int lastId;

    AdvertSender(VirtualRouterSpec spec) {
        this.spec = spec;
    }

    /// The adverts that say once that this priority is ours.
    List<Effect> adverts(IpAddress source, int priority) {
        return switch (spec.transport()) {
            case Transport.Multicast multicast ->
                List.of(advert(source, multicast.group(), priority, OptionalInt.of(HOP_LIMIT)));
            case Transport.Unicast unicast ->
                unicast.peers().stream()
                        .map(peer -> advert(source, peer.address(), priority, unicastHopLimit(unicast)))
                        .toList();
        };
    }

    private OptionalInt unicastHopLimit(Transport.Unicast unicast) {
        if (unicast.ttl().isPresent()) {
            return OptionalInt.of(unicast.ttl().get());
        }
        return spec.family() == IpFamily.IPV4 ? OptionalInt.of(HOP_LIMIT) : OptionalInt.empty();
    }

    private Effect advert(IpAddress source, IpAddress destination, int priority, OptionalInt hopLimit) {
        byte[] pdu = pdu(source, destination, priority);
        byte[] bytes = switch (source) {
            case Ipv4Address from ->
                Ipv4Header.ofAdvert(
                                pdu.length,
                                nextId(),
                                hopLimit.orElse(HOP_LIMIT),
                                Ipv4Header.PROTOCOL_VRRP,
                                from,
                                (Ipv4Address) destination)
                        .packetWith(pdu);
            case Ipv6Address from -> pdu;
        };
        return new Effect.SendAdvert(
                spec.name(),
                spec.device(),
                source,
                destination,
                Ipv4Header.PROTOCOL_VRRP,
                hopLimit,
                ByteView.of(bytes));
    }

    private byte[] pdu(IpAddress source, IpAddress destination, int priority) {
        List<IpAddress> addresses =
                spec.virtualAddresses().stream().map(VirtualAddress::address).toList();
        return new VrrpPacket(header(priority, addresses.size()), addresses, authData())
                .encode(pseudoHeader(source, destination));
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

    private Optional<VrrpPacket.PseudoHeader> pseudoHeader(IpAddress source, IpAddress destination) {
        return spec.version() == VrrpVersion.V2 || spec.rules().v3ChecksumAsV2()
                ? Optional.empty()
                : Optional.of(new VrrpPacket.PseudoHeader(source, destination));
    }

    /// Counts from 1 and leaves 0 out, which the kernel would replace.
    private int nextId() {
        lastId = lastId == ID_MAX ? 1 : lastId + 1;
        return lastId;
    }
}
