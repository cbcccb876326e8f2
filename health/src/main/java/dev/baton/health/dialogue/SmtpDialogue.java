package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `SMTP_CHECK`: the greeting 220, `HELO` answered by 250, then `QUIT`, to which any answer will do. A reply of
/// several lines counts by its last (RFC 5321 §4.2.1).
final class SmtpDialogue implements Dialogue {
    private static final int LINE_LIMIT = 4096;
    private static final int LINES_LIMIT = 256;
    private static final int SHOWN = 80;

    /// What has been said so far.
    private enum Phase {
        CONNECTED("the greeting", "220"),
        HELO_SENT("the answer to HELO", "250"),
        QUIT_SENT("the answer to QUIT", "");

        private final String awaited;
        private final String expected;

        Phase(String awaited, String expected) {
            this.awaited = awaited;
            this.expected = expected;
        }
    }

    private final String helo;
    private final LineReader lines = new LineReader(LINE_LIMIT);
    private Phase phase = Phase.CONNECTED;
    private int continued;

    SmtpDialogue(String helo) {
        this.helo = helo;
    }

    @Override
    public Step opened() {
        return WAIT;
    }

    @Override
    public Step feed(ByteBuffer bytes) {
        StringBuilder toSend = new StringBuilder();
        Optional<String> line = lines.next(bytes);
        while (line.isPresent()) {
            Phase before = phase;
            Optional<Step> verdict = take(line.get());
            if (verdict.isPresent()) {
                return verdict.get();
            }
            // A server that answers before it is asked is asked nevertheless.
            toSend.append(phase == before ? "" : command());
            line = lines.next(bytes);
        }
        if (lines.isOverflowing()) {
            return Dialogue.failure(new ProbeFailure.TooLong(phase.awaited, LINE_LIMIT));
        }
        return toSend.isEmpty() ? WAIT : new Step.Send(toSend.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<Step> take(String line) {
        if (phase == Phase.QUIT_SENT) {
            return Optional.of(Dialogue.success());
        }
        String code = line.length() >= 3 ? line.substring(0, 3) : line;
        if (!code.equals(phase.expected) || (line.length() > 3 && " -".indexOf(line.charAt(3)) < 0)) {
            return Optional.of(
                    Dialogue.failure(new ProbeFailure.UnexpectedReply(phase.awaited, phase.expected, shown(line))));
        }
        if (line.length() > 3 && line.charAt(3) == '-') {
            continued++;
            return continued > LINES_LIMIT
                    ? Optional.of(
                            Dialogue.failure(new ProbeFailure.TooLong(phase.awaited, (long) LINE_LIMIT * LINES_LIMIT)))
                    : Optional.empty();
        }
        phase = phase == Phase.CONNECTED ? Phase.HELO_SENT : Phase.QUIT_SENT;
        return Optional.empty();
    }

    /// What is said on entering the phase at hand.
    private String command() {
        return phase == Phase.HELO_SENT ? "HELO " + helo + "\r\n" : "QUIT\r\n";
    }

    @Override
    public Step closed() {
        return phase == Phase.QUIT_SENT
                ? Dialogue.success()
                : Dialogue.failure(new ProbeFailure.Closed("before " + phase.awaited));
    }

    @Override
    public String awaited() {
        return phase.awaited;
    }

    private static String shown(String line) {
        return line.length() > SHOWN ? line.substring(0, SHOWN) : line;
    }
}
