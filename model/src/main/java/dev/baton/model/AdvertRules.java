package dev.baton.model;

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
public record AdvertRules(
        boolean strict,
        boolean skipCheckAdvAddr,
        boolean lowerPrioNoAdvert,
        boolean higherPrioSendAdvert,
        boolean ownerIgnoreAdverts,
        boolean v3ChecksumAsV2,
        OldChecksum oldUnicastChecksum,
        boolean accept) {
    public static final AdvertRules DEFAULT =
            new AdvertRules(false, false, false, false, false, false, OldChecksum.DETECT, true);

    /// Keyword `old_unicast_checksum [never]`.
    public enum OldChecksum {
        DETECT,
        ALWAYS,
        NEVER
    }
}
