package dev.baton.vrrp;

import dev.baton.model.Authentication;
import dev.baton.model.Ipv4Address;
import dev.baton.vrrp.Refusal.Kind;
import dev.baton.wire.AhHeader;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a router's adverts with an IP authentication header and verifies those of others (`auth_type AH`).
///
/// Whoever takes over goes on where the last master was, so that its adverts are newer for everybody who listened,
/// keepalived included, which has one counter for all senders. What we accept is counted for each sender by itself:
/// two masters that count at the same pace would otherwise refuse each other for ever, and neither would yield.
final class AhGuard {
    private static final String ALGORITHM = "HmacMD5";
    private static final Instant ORIGIN = Instant.parse("2020-01-01T00:00:00Z");

    private final byte[] key;
    private final boolean ttlMayChange;
    private final Map<Integer, Integer> lastOf;
    private int last;

    /// @param senders how many senders to remember; of more the one that was silent longest is forgotten
    AhGuard(Authentication.AuthenticationHeader spec, boolean unicast, int senders) {
        key = spec.padded();
        ttlMayChange = unicast;
        lastOf = Senders.remembering(senders);
    }

    /// The same router under a new configuration.
    void inherit(AhGuard before) {
        last = before.last;
        lastOf.putAll(before.lastOf);
    }

    /// Numbers go on from the time of day, in quarters of a second since 2020 (until 2054), if they are not ahead of
    /// it: a router that was restarted is newer for those who heard it before. Without a clock they count from 1.
    void countFrom(Instant clock) {
        long quarters = Duration.between(ORIGIN, clock).toMillis() / 250;
        if (quarters > Integer.toUnsignedLong(last) && quarters < 1L << 32) {
            last = (int) quarters;
        }
    }

    /// The advert with its authentication header in front.
    ///
    /// @param ip the header that will precede it, with protocol and length set accordingly
    byte[] protect(Ipv4Header ip, byte[] pdu) {
        last++;
        AhHeader unsigned = AhHeader.unsigned(ip.source().value(), last);
        byte[] icv = icv(unsigned, ByteView.of(ip.encode()), ByteView.of(pdu));
        return ByteBuffer.allocate(AhHeader.LENGTH + pdu.length)
                .put(unsigned.withIcv(icv).encode())
                .put(pdu)
                .array();
    }

    /// Checks the header of a received advert, and remembers its sequence number if it is good.
    Optional<Refusal> verify(Datagram datagram, AhHeader header) {
        int source = ((Ipv4Address) datagram.source()).value();
        if (header.spi() != source) {
            return refuse(Kind.AH_SPI, datagram, hex(source), hex(header.spi()));
        }
        byte[] expected = Arrays.copyOf(icv(header, datagram.ipHeader(), datagram.pdu()), AhHeader.ICV_LENGTH);
        if (!MessageDigest.isEqual(expected, header.icv().copy())) {
            return refuse(Kind.AH_ICV, datagram, "ours", "another one");
        }
        int heard = lastOf.getOrDefault(source, 0);
        if (Integer.compareUnsigned(header.sequence(), heard) <= 0) {
            return refuse(
                    Kind.AH_SEQUENCE,
                    datagram,
                    Integer.toUnsignedString(heard),
                    Integer.toUnsignedString(header.sequence()));
        }
        lastOf.put(source, header.sequence());
        if (Integer.compareUnsigned(header.sequence(), last) > 0) {
            last = header.sequence();
        }
        return Optional.empty();
    }

    private byte[] icv(AhHeader header, ByteView ip, ByteView pdu) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(header.icvInput(ip, ttlMayChange, pdu));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static Optional<Refusal> refuse(Kind kind, Datagram datagram, String expected, String got) {
        return Optional.of(new Refusal(kind, datagram.source(), expected, got));
    }

    private static String hex(int number) {
        return "0x%08x".formatted(number);
    }
}
