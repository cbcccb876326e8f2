package dev.baton.vrrp;

import dev.baton.model.AdvertRules;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Transport;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import dev.baton.wire.VrrpPacket.PseudoHeader;
import java.util.Optional;

/// Over which pseudo header a router's checksums go.
///
/// keepalived before 1.3.7 took the multicast group as the destination in VRRPv3 unicast adverts. Once such a
/// peer is heard we compute as it does, unless the configuration has decided (`old_unicast_checksum`).
final class PeerChecksum {
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");

    private final VirtualRouterSpec spec;
    private boolean old;

    PeerChecksum(VirtualRouterSpec spec) {
        this.spec = spec;
        old = mayBeOld() && spec.rules().oldUnicastChecksum() == AdvertRules.OldChecksum.ALWAYS;
    }

    void inherit(PeerChecksum before) {
        old |= before.old && mayBeOld() && spec.rules().oldUnicastChecksum() == AdvertRules.OldChecksum.DETECT;
    }

    /// For our own adverts.
    Optional<PseudoHeader> ofOurs(IpAddress source, IpAddress destination) {
        return spec.rules().v3ChecksumAsV2() ? Optional.empty() : of(source, destination, old);
    }

    /// As everybody computes it today.
    Optional<PseudoHeader> ofTheirs(IpAddress source, IpAddress destination) {
        return of(source, destination, false);
    }

    /// As old peers compute it; empty if that would make no difference or must not be tried.
    Optional<PseudoHeader> ofOldPeers(IpAddress source) {
        return mayBeOld() && spec.rules().oldUnicastChecksum() != AdvertRules.OldChecksum.NEVER
                ? of(source, GROUP, true)
                : Optional.empty();
    }

    /// An old peer was heard.
    ///
    /// @return true if that was news
    boolean detected() {
        boolean news = !old;
        old = true;
        return news;
    }

    /// True while our own sums are those of old peers.
    boolean isOld() {
        return old;
    }

    private boolean mayBeOld() {
        return spec.transport() instanceof Transport.Unicast
                && spec.version() == VrrpVersion.V3
                && spec.family() == IpFamily.IPV4;
    }

    private Optional<PseudoHeader> of(IpAddress source, IpAddress destination, boolean asOldPeers) {
        return switch (spec.version()) {
            case V2 -> Optional.empty();
            case V3 -> Optional.of(new PseudoHeader(source, asOldPeers ? GROUP : destination));
        };
    }
}
