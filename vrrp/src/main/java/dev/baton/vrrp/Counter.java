package dev.baton.vrrp;

/// What is counted per router. Names are those of keepalived's statistics where it has them; none is ever
/// rate limited.
public enum Counter {
    ADVERT_RCVD,
    ADVERT_SENT,
    BECOME_MASTER,
    RELEASE_MASTER,
    PACKET_LEN_ERR,
    ADVERT_INTERVAL_ERR,
    IP_TTL_ERR,
    INVALID_TYPE_RCVD,
    ADDR_LIST_ERR,
    INVALID_AUTHTYPE,
    AUTHTYPE_MISMATCH,
    AUTH_FAILURE,
    AUTH_EXT_MISSING,
    AUTH_EXT_MALFORMED,
    AUTH_EXT_UNKNOWN_KEY,
    AUTH_EXT_INVALID_HMAC,
    AUTH_EXT_STALE,
    AUTH_EXT_REPLAY,
    PRI_ZERO_RCVD,
    PRI_ZERO_SENT,
    /// Adverts of another VRRP version.
    VERSION_ERR,
    CHECKSUM_ERR,
    /// Multicast where unicast was expected, or the other way round.
    CAST_ERR,
    /// Unicast adverts from somebody who is no peer.
    SOURCE_ERR,
    /// Adverts of a second owner that an owner ignores.
    OWNER_IGNORED,
    /// Virtual addresses that somebody else removed.
    ADDRESS_LOST,
    /// Wake-ups that came so late that the router had to be careful.
    STALLED
}
