package dev.baton.daemon;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.Ipv4Header;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Notices adverts of virtual routers that are not configured here (`log_unknown_vrids`): each is told once, until the
/// configuration is read again.
final class UnknownRouters {
    /// More than 255 of each family on each of so many interfaces are not remembered.
    private static final int TOLD_MAX = 16 * 2 * 255;

    private final Set<Key> known = new HashSet<>();
    private final Set<Key> told = new HashSet<>();

    /// @param device empty where any will do
    private record Key(Optional<InterfaceName> device, IpFamily family, int vrid) {}

    void routers(List<VirtualRouterSpec> routers) {
        known.clear();
        told.clear();
        routers.forEach(router -> known.add(
                new Key(router.boundDevice(), router.family(), router.vrid().value())));
    }

    /// A sentence, if nobody knows the router and nobody has been told.
    ///
    /// @param packet what arrived: over IPv4 with its IP header, over IPv6 without
    Optional<String> look(InterfaceName device, IpAddress source, ByteView packet) {
        Optional<Integer> vrid = vrid(source.family(), packet);
        if (vrid.isEmpty() || told.size() >= TOLD_MAX) {
            return Optional.empty();
        }
        Key key = new Key(Optional.of(device), source.family(), vrid.get());
        if (known.contains(key)
                || known.contains(new Key(Optional.empty(), key.family(), key.vrid()))
                || !told.add(key)) {
            return Optional.empty();
        }
        return Optional.of("Unknown VRID " + key.vrid() + " on interface " + device + ", from " + source);
    }

    private static Optional<Integer> vrid(IpFamily family, ByteView packet) {
        if (family == IpFamily.IPV6) {
            return second(packet);
        }
        return Ipv4Header.decode(packet) instanceof DecodeResult.Decoded<Ipv4Header>(Ipv4Header ip)
                        && ip.protocol() == Ipv4Header.PROTOCOL_VRRP
                ? second(packet.from(ip.headerLength()))
                : Optional.empty();
    }

    private static Optional<Integer> second(ByteView pdu) {
        return pdu.length() > 1 ? Optional.of(pdu.u8(1)) : Optional.empty();
    }
}
