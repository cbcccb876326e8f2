package dev.baton.model;

import java.util.Optional;

/// The switches that bend the protocol's rules for one instance, each named after its keyword.
///
/// @param strict `vrrp_strict` / `strict_mode`
/// @param skipCheckAdvAddr do not compare the address list of adverts from the master we already follow
/// @param lowerPrioNoAdvert do not answer a losing advert
/// @param higherPrioSendAdvert answer a winning advert once before yielding
/// @param ownerIgnoreAdverts as owner, ignore adverts of another owner
/// @param v3ChecksumAsV2 no pseudo header in a VRRPv3 IPv4 checksum
/// @param oldUnicastChecksum how to treat peers older than keepalived 1.3.7
/// @param accept whether packets to the virtual addresses are accepted by a router that does not own them
/// @param refuseOtherAddresses drop adverts whose address list differs from ours, as keepalived did before
/// 2.3.3
/// @param trackSource `track_src_ip`: no configured source address on the interface is a fault
/// @param dontTrackPrimary `dont_track_primary`: the instance's own interface may be down
/// @param timerExpiredBackup `timer_expired_backup`: a MASTER that ran too late yields without being told
/// @param steadiness `sticky_master` and `flap_damping`
public record AdvertRules(
        boolean strict,
        boolean skipCheckAdvAddr,
        boolean lowerPrioNoAdvert,
        boolean higherPrioSendAdvert,
        boolean ownerIgnoreAdverts,
        boolean v3ChecksumAsV2,
        OldChecksum oldUnicastChecksum,
        boolean accept,
        boolean refuseOtherAddresses,
        boolean trackSource,
        boolean dontTrackPrimary,
        Optional<Priority> timerExpiredBackup,
        Steadiness steadiness) {
    public static final AdvertRules DEFAULT =
            new AdvertRules(false, false, false, false, false, false, OldChecksum.DETECT, true);

    /// The rules without what keeps addresses from moving to and fro.
    public AdvertRules(
            boolean strict,
            boolean skipCheckAdvAddr,
            boolean lowerPrioNoAdvert,
            boolean higherPrioSendAdvert,
            boolean ownerIgnoreAdverts,
            boolean v3ChecksumAsV2,
            OldChecksum oldUnicastChecksum,
            boolean accept,
            boolean refuseOtherAddresses,
            boolean trackSource,
            boolean dontTrackPrimary,
            Optional<Priority> timerExpiredBackup) {
        this(
                strict,
                skipCheckAdvAddr,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                ownerIgnoreAdverts,
                v3ChecksumAsV2,
                oldUnicastChecksum,
                accept,
                refuseOtherAddresses,
                trackSource,
                dontTrackPrimary,
                timerExpiredBackup,
                Steadiness.NONE);
    }

    /// The same rules with another steadiness.
    public AdvertRules withSteadiness(Steadiness other) {
        return new AdvertRules(
                strict,
                skipCheckAdvAddr,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                ownerIgnoreAdverts,
                v3ChecksumAsV2,
                oldUnicastChecksum,
                accept,
                refuseOtherAddresses,
                trackSource,
                dontTrackPrimary,
                timerExpiredBackup,
                other);
    }

    /// The rules with every switch that came later off.
    public AdvertRules(
            boolean strict,
            boolean skipCheckAdvAddr,
            boolean lowerPrioNoAdvert,
            boolean higherPrioSendAdvert,
            boolean ownerIgnoreAdverts,
            boolean v3ChecksumAsV2,
            OldChecksum oldUnicastChecksum,
            boolean accept) {
        this(
                strict,
                skipCheckAdvAddr,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                ownerIgnoreAdverts,
                v3ChecksumAsV2,
                oldUnicastChecksum,
                accept,
                false,
                false,
                false,
                Optional.empty());
    }

    /// Keyword `old_unicast_checksum [never]`.
    public enum OldChecksum {
        DETECT,
        ALWAYS,
        NEVER
    }
}
