package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Hands a [Letter] in at a mail server (RFC 5321 §3.3), without extensions, as keepalived does. It is handed in when
/// the server has answered its end with 250; a recipient that is refused does not keep it from the others.
final class LetterDialogue implements Dialogue {
    private static final int LINE_LIMIT = 4096;
    private static final int LINES_LIMIT = 256;
    private static final int SHOWN = 80;

    /// What has been said so far, and what is to be heard next.
    private enum Phase {
        CONNECTED("the greeting", "220"),
        HELO("the answer to HELO", "250"),
        MAIL("the answer to MAIL", "250"),
        RECIPIENT("the answer to RCPT", "25"),
        DATA("the answer to DATA", "354"),
        TEXT("the answer to the message", "250"),
        QUIT("the answer to QUIT", "");

        private final String awaited;
        private final String expected;

        Phase(String awaited, String expected) {
            this.awaited = awaited;
            this.expected = expected;
        }

        private Phase next() {
            return switch (this) {
                case CONNECTED -> HELO;
                case HELO -> MAIL;
                case MAIL -> RECIPIENT;
                case RECIPIENT -> DATA;
                case DATA -> TEXT;
                case TEXT, QUIT -> QUIT;
            };
        }
    }

    private final Letter letter;
    private final LineReader lines = new LineReader(LINE_LIMIT);
    private Phase phase = Phase.CONNECTED;
    private int named;
    private int accepted;
    private int heard;

    LetterDialogue(Letter letter) {
        this.letter = letter;
    }

    @Override
    public Step opened() {
        return WAIT;
    }

    @Override
    public Step feed(ByteBuffer bytes) {
        StringBuilder toSend = new StringBuilder();
        for (Optional<String> line = lines.next(bytes); line.isPresent(); line = lines.next(bytes)) {
            heard++;
            Optional<Step> verdict = take(line.get(), toSend);
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        if (lines.isOverflowing() || heard > LINES_LIMIT + letter.recipients().size()) {
            return Dialogue.failure(new ProbeFailure.TooLong(phase.awaited, (long) LINE_LIMIT * LINES_LIMIT));
        }
        return toSend.isEmpty() ? WAIT : new Step.Send(toSend.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Step> take(String line, StringBuilder toSend) {
        if (phase == Phase.QUIT) {
            return Optional.of(Dialogue.success());
        }
        // A reply of several lines counts by its last, RFC 5321 §4.2.1.
        if (line.length() > 3 && line.charAt(3) == '-') {
            return Optional.empty();
        }
        boolean good = line.startsWith(phase.expected);
        if (phase == Phase.RECIPIENT) {
            accepted += good ? 1 : 0;
        }
        if (!good && (phase != Phase.RECIPIENT || isLastRefused())) {
            String shown = line.length() > SHOWN ? line.substring(0, SHOWN) : line;
            return Optional.of(
                    Dialogue.failure(new ProbeFailure.UnexpectedReply(phase.awaited, phase.expected, shown)));
        }
        toSend.append(next());
        return Optional.empty();
    }

    private boolean isLastRefused() {
        return named == letter.recipients().size() && accepted == 0;
    }

    private String next() {
        boolean namesAnother = phase == Phase.MAIL
                || (phase == Phase.RECIPIENT && named < letter.recipients().size());
        phase = namesAnother ? Phase.RECIPIENT : phase.next();
        return switch (phase) {
            case CONNECTED -> "";
            case HELO -> "HELO " + letter.helo() + "\r\n";
            case MAIL -> "MAIL FROM:<" + letter.sender() + ">\r\n";
            case RECIPIENT -> "RCPT TO:<" + letter.recipients().get(named++) + ">\r\n";
            case DATA -> "DATA\r\n";
            case TEXT -> text();
            case QUIT -> "QUIT\r\n";
        };
    }

    /// RFC 5321 §4.5.2: a dot at the beginning of a line is doubled, and one alone ends the message.
    private String text() {
        StringBuilder text = new StringBuilder();
        for (String line : letter.lines()) {
            text.append(line.startsWith(".") ? "." : "").append(line).append("\r\n");
        }
        return text.append(".\r\n").toString();
    }

    @Override
    public Step closed() {
        return phase == Phase.QUIT
                ? Dialogue.success()
                : Dialogue.failure(new ProbeFailure.Closed("before " + phase.awaited));
    }

    @Override
    public String awaited() {
        return phase.awaited;
    }

    @Override
    public ProbeResult timedOut(Duration limit) {
        return phase == Phase.QUIT
                ? new ProbeResult.Succeeded()
                : new ProbeResult.Failed(new ProbeFailure.TimedOut(awaited(), limit));
    }
}
