package dev.baton.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// How adverts prove where they come from (keyword `authentication`). Secrets never appear in `toString`.
public sealed interface Authentication {
    /// No authentication: type 0.
    record None() implements Authentication {}

    /// A clear-text password of at most 8 bytes: type 1 (RFC 2338 §10.2). It stops mistakes, not attackers.
    record Password(String secret) implements Authentication {
        public Password {
            requireEightBytes(secret);
        }

        /// The secret padded with zeros to 8 bytes, as it stands in the advert.
        public byte[] padded() {
            return pad(secret);
        }

        @Override
        public String toString() {
            return "Password[********]";
        }
    }

    /// An IPsec authentication header with HMAC-MD5-96: type 2, IPv4 only (RFC 2338 §10.3).
    record AuthenticationHeader(String secret) implements Authentication {
        public AuthenticationHeader {
            requireEightBytes(secret);
        }

        /// The secret padded with zeros to 8 bytes, as it keys the HMAC.
        public byte[] padded() {
            return pad(secret);
        }

        @Override
        public String toString() {
            return "AuthenticationHeader[********]";
        }
    }

    /// A trailer with HMAC-SHA256 behind the advert (keyword `auth_hmac`), for every version and family.
    ///
    /// @param window how far the sender's clock may be from ours
    record HmacTrailer(HmacKeys keys, AntiReplay antiReplay, Duration window, Mode mode) implements Authentication {
        /// What keeps an old advert from being played again.
        public enum AntiReplay {
            /// The sender's clock must be near ours, and its stamps must rise.
            TIME,
            /// The sender's stamps must rise; clocks do not matter.
            MONOTONIC
        }

        /// What is done about adverts without a valid trailer.
        public enum Mode {
            /// They are refused.
            ENFORCE,
            /// Those without a trailer are accepted; wrong ones are refused. For the time of a change-over.
            PERMISSIVE,
            /// As permissive, and our own adverts carry no trailer yet.
            RECEIVE_ONLY
        }
    }

    private static void requireEightBytes(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length > 8) {
            throw new IllegalArgumentException("a VRRPv2 password has at most 8 bytes");
        }
    }

    private static byte[] pad(String secret) {
        return Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 8);
    }
}
