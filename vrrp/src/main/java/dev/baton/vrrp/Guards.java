package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import java.util.Optional;

/// What sending and receiving share: sequence numbers, and how the peers compute their checksums.
///
/// @param ah present with an authentication header
/// @param hmac present with an authentication trailer
record Guards(PeerChecksum checksum, Optional<AhGuard> ah, Optional<HmacGuard> hmac) {
    /// keepalived remembers this many senders of a multicast group.
    private static final int MULTICAST_SENDERS = 4;

    static Guards of(VirtualRouterSpec spec) {
        PeerChecksum checksum = new PeerChecksum(spec);
        boolean unicast = spec.transport() instanceof Transport.Unicast;
        return switch (spec.authentication()) {
            case Authentication.None none -> new Guards(checksum, Optional.empty(), Optional.empty());
            case Authentication.Password password -> new Guards(checksum, Optional.empty(), Optional.empty());
            case Authentication.AuthenticationHeader header ->
                new Guards(checksum, Optional.of(new AhGuard(header, unicast, senders(spec))), Optional.empty());
            case Authentication.HmacTrailer trailer ->
                new Guards(checksum, Optional.empty(), Optional.of(new HmacGuard(trailer, senders(spec))));
        };
    }

    private static int senders(VirtualRouterSpec spec) {
        return switch (spec.transport()) {
            case Transport.Multicast multicast -> MULTICAST_SENDERS;
            case Transport.Unicast unicast ->
                Math.max(MULTICAST_SENDERS, unicast.peers().size());
        };
    }

    /// True if an advert is judged and made by what is in it alone, and not by what came before.
    boolean areStateless() {
        return ah.isEmpty() && hmac.isEmpty();
    }

    /// The same router under a new configuration.
    void inherit(Guards before) {
        checksum.inherit(before.checksum);
        ah.ifPresent(mine -> before.ah.ifPresent(mine::inherit));
        hmac.ifPresent(mine -> before.hmac.ifPresent(mine::inherit));
    }
}
