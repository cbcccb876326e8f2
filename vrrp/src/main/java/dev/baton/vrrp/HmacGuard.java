package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.Authentication.HmacTrailer.AntiReplay;
import dev.baton.model.IpAddress;
import dev.baton.vrrp.Refusal.Kind;
import dev.baton.wire.ByteView;
import dev.baton.wire.DecodeResult;
import dev.baton.wire.HmacTrailer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a router's adverts and verifies those of others (`auth_hmac`, draft-cassen-vrrp-auth-hmac).
///
/// A sender's sequence must rise, compared as serial numbers (RFC 1982), so that a wrap of the clock's 32
/// bits is not noticed. With `anti_replay time` it must also lie near our clock.
final class HmacGuard {
    private static final String ALGORITHM = "HmacSHA256";

    private final Authentication.HmacTrailer spec;
    private final Map<IpAddress, Long> lastOf;
    private long lastSent;

    /// @param senders how many senders to remember; of more the one that was silent longest is forgotten
    HmacGuard(Authentication.HmacTrailer spec, int senders) {
        this.spec = spec;
        lastOf = Senders.remembering(senders);
    }

    /// The same router under a new configuration: what was sent and heard stays so.
    void inherit(HmacGuard before) {
        lastSent = before.lastSent;
        lastOf.putAll(before.lastOf);
    }

    /// The trailer for an advert, or nothing while we only listen. It does not depend on the destination: one
    /// for all.
    byte[] trailer(IpAddress source, byte[] pdu, Instant clock) {
        if (spec.mode() == Authentication.HmacTrailer.Mode.RECEIVE_ONLY) {
            return new byte[0];
        }
        HmacTrailer unsigned = HmacTrailer.unsigned(spec.keys().active(), nextSequence(clock));
        return unsigned.withHmac(hmac(unsigned, source, ByteView.of(pdu))).encode();
    }

    /// Rises from advert to advert. A clock that was set back far more than the window is followed, since
    /// receivers who look at the time would refuse us until it has caught up.
    private long nextSequence(Instant clock) {
        long wanted = sequenceAt(clock);
        boolean clockWasSetBack = spec.antiReplay() == AntiReplay.TIME
                && secondsOf(lastSent) - secondsOf(wanted) > spec.window().toSeconds();
        lastSent = clockWasSetBack || wanted - lastSent > 0 ? wanted : lastSent + 1;
        return lastSent;
    }

    private static long sequenceAt(Instant clock) {
        long subsecond = clock.getNano() * 65_536L / 1_000_000_000L;
        return (clock.getEpochSecond() << 32) | (subsecond << 16);
    }

    private static int secondsOf(long sequence) {
        return (int) (sequence >>> 32);
    }

    /// The advert came without a trailer.
    Optional<Refusal> missing(IpAddress from) {
        return spec.mode() == Authentication.HmacTrailer.Mode.ENFORCE
                ? Optional.of(new Refusal(Kind.TRAILER_MISSING, from, "an authentication trailer", "none"))
                : Optional.empty();
    }

    /// Checks the trailer of an advert, and remembers its sequence if it is good.
    Optional<Refusal> verify(IpAddress from, ByteView pdu, ByteView bytes, Instant clock) {
        return switch (HmacTrailer.decode(bytes)) {
            case DecodeResult.Malformed<HmacTrailer>(var error) ->
                Optional.of(new Refusal(Kind.TRAILER_MALFORMED, from, "a well-formed trailer", error.sentence()));
            case DecodeResult.Decoded<HmacTrailer>(HmacTrailer trailer) -> verify(from, pdu, trailer, clock);
        };
    }

    private Optional<Refusal> verify(IpAddress from, ByteView pdu, HmacTrailer trailer, Instant clock) {
        if (!spec.keys().contains(trailer.keyId())) {
            return Optional.of(new Refusal(Kind.TRAILER_KEY, from, "one of " + spec.keys(), "key " + trailer.keyId()));
        }
        byte[] expected = hmac(trailer, from, pdu);
        byte[] actual = trailer.hmac().copy();
        if (!MessageDigest.isEqual(java.util.Arrays.copyOf(expected, HmacTrailer.HMAC_LENGTH), actual)) {
            return Optional.of(new Refusal(Kind.TRAILER_HMAC, from, "the HMAC of key " + trailer.keyId(), "another"));
        }
        return checkFreshness(from, trailer, clock).or(() -> checkReplay(from, trailer, clock));
    }

    private Optional<Refusal> checkFreshness(IpAddress from, HmacTrailer trailer, Instant clock) {
        return spec.antiReplay() == AntiReplay.MONOTONIC || isNear(trailer.seconds(), clock)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Kind.TRAILER_STALE,
                        from,
                        "a clock within " + spec.window().toSeconds() + " s of ours",
                        (trailer.seconds() - (int) clock.getEpochSecond()) + " s"));
    }

    /// A sequence that we remember but that lies outside the window itself dates from before a clock was set:
    /// it must not lock its sender out.
    private Optional<Refusal> checkReplay(IpAddress from, HmacTrailer trailer, Instant clock) {
        Optional<Long> passed = Optional.ofNullable(lastOf.get(from))
                .filter(last -> spec.antiReplay() == AntiReplay.MONOTONIC || isNear(secondsOf(last), clock))
                .filter(last -> trailer.sequence() - last <= 0);
        if (passed.isPresent()) {
            return Optional.of(new Refusal(
                    Kind.TRAILER_REPLAY,
                    from,
                    "a sequence above " + Long.toHexString(passed.get()),
                    Long.toHexString(trailer.sequence())));
        }
        lastOf.put(from, trailer.sequence());
        return Optional.empty();
    }

    private boolean isNear(int seconds, Instant clock) {
        return Math.abs((long) (seconds - (int) clock.getEpochSecond()))
                <= spec.window().toSeconds();
    }

    private byte[] hmac(HmacTrailer trailer, IpAddress source, ByteView pdu) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(spec.keys().key(trailer.keyId()), ALGORITHM));
            return mac.doFinal(trailer.hmacInput(source, pdu));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
