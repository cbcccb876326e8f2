package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.model.CheckerSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `UDP_CHECK`: a datagram that nobody complains of, or one that is answered as it should be.
final class UdpExchange implements Dialogue {
    private static final int RANDOM_LENGTH = 8;
    private static final int SHOWN = 16;

    private final byte[] payload;
    private final Optional<String> reply;
    private final int least;
    private final int most;

    UdpExchange(CheckerSpec.Udp spec, RandomGenerator random) {
        payload = spec.payload().map(HexFormat.of()::parseHex).orElseGet(() -> random(random));
        reply = spec.reply();
        least = spec.replyMin();
        most = spec.replyMax();
    }

    private static byte[] random(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public Step opened() {
        return new Step.Send(payload.clone());
    }

    @Override
    public Step feed(ByteBuffer datagram) {
        byte[] got = new byte[datagram.remaining()];
        datagram.get(got);
        // Lengths count only together with what the reply has to be.
        if (reply.isEmpty() || reply.get().isEmpty()) {
            return Dialogue.success();
        }
        if (got.length < least || got.length > most) {
            return unexpected(least + " to " + most + " bytes", got.length + " bytes");
        }
        return matches(reply.get(), got)
                ? Dialogue.success()
                : unexpected(reply.get(), HexFormat.of().formatHex(got, 0, Math.min(got.length, SHOWN)));
    }

    /// The pattern's digits from the first on, `x` for any.
    private static boolean matches(String pattern, byte[] got) {
        if (got.length < (pattern.length() + 1) / 2) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            int nibble = (i & 1) == 0 ? (got[i / 2] >> 4) & 0xf : got[i / 2] & 0xf;
            char wanted = pattern.charAt(i);
            if (wanted != 'x' && wanted != 'X' && Character.digit(wanted, 16) != nibble) {
                return false;
            }
        }
        return true;
    }

    private static Step unexpected(String expected, String got) {
        return Dialogue.failure(new ProbeFailure.UnexpectedReply("the reply", expected, got));
    }

    @Override
    public Step closed() {
        return WAIT;
    }

    @Override
    public String awaited() {
        return "the reply";
    }

    /// Without a reply that is required, silence is a success: an ICMP error would have come as an error.
    @Override
    public ProbeResult timedOut(Duration limit) {
        return reply.isEmpty()
                ? new ProbeResult.Succeeded()
                : new ProbeResult.Failed(new ProbeFailure.TimedOut(awaited(), limit));
    }
}
