package dev.baton.vrrp;

import dev.baton.model.IpAddress;

/// Why an advert was refused: who sent it, which field, what was expected and what came.
///
/// @param expected in words, without secrets
/// @param got in words, without secrets
public record Refusal(Kind kind, IpAddress from, String expected, String got) {
    /// The checks in the order in which they are made, each with the field that it looks at and the counter
    /// that counts it.
    public enum Kind {
        AUTHENTICATION_HEADER("authentication header", Counter.AUTHTYPE_MISMATCH),
        LENGTH("length", Counter.PACKET_LEN_ERR),
        HOP_LIMIT("TTL/HL", Counter.IP_TTL_ERR),
        VERSION("VRRP version", Counter.VERSION_ERR),
        TRAILER_MISSING("authentication trailer", Counter.AUTH_EXT_MISSING),
        TRAILER_MALFORMED("authentication trailer", Counter.AUTH_EXT_MALFORMED),
        TRAILER_KEY("key id", Counter.AUTH_EXT_UNKNOWN_KEY),
        TRAILER_HMAC("HMAC", Counter.AUTH_EXT_INVALID_HMAC),
        TRAILER_STALE("trailer time", Counter.AUTH_EXT_STALE),
        TRAILER_REPLAY("trailer sequence", Counter.AUTH_EXT_REPLAY),
        AUTH_TYPE_UNKNOWN("authentication type", Counter.INVALID_AUTHTYPE),
        AUTH_TYPE("authentication type", Counter.AUTHTYPE_MISMATCH),
        PASSWORD("password", Counter.AUTH_FAILURE),
        AH_SPI("security parameters index", Counter.AUTH_FAILURE),
        AH_ICV("integrity check value", Counter.AUTH_FAILURE),
        AH_SEQUENCE("sequence number", Counter.AUTH_FAILURE),
        INTERVAL("advertisement interval", Counter.ADVERT_INTERVAL_ERR),
        TYPE("packet type", Counter.INVALID_TYPE_RCVD),
        TOTAL_LENGTH("IP total length", Counter.PACKET_LEN_ERR),
        CHECKSUM("checksum", Counter.CHECKSUM_ERR),
        CAST("destination", Counter.CAST_ERR),
        SECOND_OWNER("priority", Counter.OWNER_IGNORED),
        ADDRESSES("address list", Counter.ADDR_LIST_ERR),
        SOURCE("source address", Counter.SOURCE_ERR),
        PEER_HOP_LIMIT("TTL/HL", Counter.IP_TTL_ERR);

        private final String field;
        private final Counter counter;

        Kind(String field, Counter counter) {
            this.field = field;
            this.counter = counter;
        }

        /// The field that was looked at.
        public String field() {
            return field;
        }

        /// Where refusals of this kind are counted.
        public Counter counter() {
            return counter;
        }
    }

    public String field() {
        return kind.field();
    }

    /// What is wrong, in the words of keepalived's log where it has them.
    public String sentence() {
        return switch (kind) {
            case AUTHENTICATION_HEADER -> "Received " + got + " but expected " + expected + " from " + from;
            case LENGTH -> "vrrp packet from " + from + " has length " + got + " and expect " + expected;
            case HOP_LIMIT -> "invalid TTL/HL from " + from + ". Received " + got + " and expect " + expected;
            case VERSION -> "wrong VRRP version from " + from + ". Received " + got + " and expect " + expected;
            case AUTH_TYPE_UNKNOWN, AUTH_TYPE ->
                "received a " + got + " auth from " + from + ", expecting " + expected + "!";
            case PASSWORD -> "received an invalid passwd from " + from + "!";
            case AH_SPI -> "invalid AH from " + from + ": SPI is " + got + ", expected its address " + expected;
            case AH_ICV -> "invalid AH from " + from + ": the integrity check value is wrong";
            case AH_SEQUENCE ->
                "sequence number " + got + " from " + from + " already processed. Packet dropped. Local(" + expected
                        + ")";
            case TRAILER_MISSING -> "advert from " + from + " carries no authentication trailer";
            case TRAILER_MALFORMED -> "malformed authentication trailer from " + from + ": " + got;
            case TRAILER_KEY -> "authentication trailer from " + from + " names " + got + ", known are " + expected;
            case TRAILER_HMAC -> "invalid HMAC from " + from + ", expected " + expected;
            case TRAILER_STALE -> "stale advert from " + from + ": its clock is " + got + " off, expected " + expected;
            case TRAILER_REPLAY -> "replayed advert from " + from + ": sequence " + got + ", expected " + expected;
            case INTERVAL -> "advertisement interval mismatch with " + from + " mine=" + expected + " rcv'd=" + got;
            case TYPE -> "Invalid packet type " + got + " from " + from;
            case TOTAL_LENGTH -> "ip_tot_len mismatch from " + from + ": received " + got + " and expect " + expected;
            case CHECKSUM -> "Invalid " + expected + " checksum from " + from;
            case CAST -> "Expected " + expected + " packet but received " + got + " packet from " + from;
            case SECOND_OWNER -> "ignoring advert with priority 255 from " + from + ", we own the addresses";
            case ADDRESSES -> "advert from " + from + " lists " + got + ", expected " + expected;
            case SOURCE -> "unicast source address " + from + " not a unicast peer";
            case PEER_HOP_LIMIT -> "TTL/HL " + got + " from " + from + " not in range " + expected;
        };
    }
}
