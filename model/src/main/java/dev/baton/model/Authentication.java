package dev.baton.model;

import java.nio.charset.StandardCharsets;
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

    private static void requireEightBytes(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length > 8) {
            throw new IllegalArgumentException("a VRRPv2 password has at most 8 bytes");
        }
    }

    private static byte[] pad(String secret) {
        return Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 8);
    }
}
