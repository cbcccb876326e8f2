package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/// Decides whether a request comes from whom it says, now, and for the first time. For any thread.
final class Doorkeeper {
    private static final Duration SKEW = Duration.ofMinutes(15);

    /// How long a request can be repeated if nobody remembers it.
    static final Duration REPEATABLE = SKEW.multipliedBy(2);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final AccessKeys keys;
    private final Nonces nonces;

    Doorkeeper(AccessKeys keys, Nonces nonces) {
        this.keys = keys;
        this.nonces = nonces;
    }

    /// What the decision comes to.
    sealed interface Verdict {
        /// It does, and this is the account.
        record Admitted(String account) implements Verdict {}

        /// It does not.
        record Refused(ApiError error) implements Verdict {}
    }

    /// Decides. The nonce counts as used only by a request with the right signature; else anybody could use up
    /// somebody else's.
    Verdict admit(SignedCall call, Instant now) {
        Optional<AccessKey> key = keys.find(call.accessKeyId());
        if (key.isEmpty()) {
            return refused(GatewayError.ACCESS_KEY_NOT_FOUND.error());
        }
        if (!key.get().active()) {
            return refused(GatewayError.ACCESS_KEY_INACTIVE.error());
        }
        Optional<Instant> time = time(call.timestamp());
        if (time.isEmpty()) {
            return refused(GatewayError.TIMESTAMP_FORMAT.error());
        }
        if (Duration.between(time.get(), now).abs().compareTo(SKEW) > 0) {
            return refused(GatewayError.TIMESTAMP_EXPIRED.error());
        }
        if (!call.method().matches(key.get().secret(), call.stringToSign(), call.signature())) {
            // The official SDK compares these words and what follows with its own, and says which of the two is
            // wrong: the secret or the text.
            return refused(
                    GatewayError.SIGNATURE_DOES_NOT_MATCH.because("server string to sign is:" + call.stringToSign()));
        }
        return switch (nonces.use(call.accessKeyId(), call.nonce(), now)) {
            case FRESH -> new Verdict.Admitted(key.get().account());
            case USED -> refused(GatewayError.NONCE_USED.error());
            case NOT_KEPT -> refused(GatewayError.SERVICE_UNAVAILABLE.error());
        };
    }

    private static Verdict refused(ApiError error) {
        return new Verdict.Refused(error);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
