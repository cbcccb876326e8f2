package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import dev.baton.model.CheckerSpec.CodeRange;
import dev.baton.model.CheckerSpec.Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `HTTP_GET` and `SSL_GET`: one request, and a response whose status, digest and text are as they should be.
///
/// The response ends with its length, its last chunk, or the connection (RFC 9112 §6.3). A length that is not
/// reached is no failure of its own. No redirection is followed: a status is accepted or it is not.
final class HttpDialogue implements Dialogue {
    private static final int LINE_LIMIT = 16 * 1024;
    private static final int HEAD_LIMIT = 64 * 1024;
    private static final int SHOWN = 60;
    private static final List<CodeRange> ANY_SUCCESS = List.of(new CodeRange(200, 299));

    /// Which part of the response comes next.
    private enum Phase {
        STATUS_LINE,
        HEADERS,
        BODY
    }

    private final String request;
    private final List<CodeRange> accepted;
    private final LineReader lines = new LineReader(LINE_LIMIT);
    private final PageJudge judge;
    private Phase phase = Phase.STATUS_LINE;
    private int code;
    private int headSize;
    private Optional<Long> length = Optional.empty();
    private boolean isChunked;
    private Optional<BodyReader> body = Optional.empty();

    HttpDialogue(String request, Url url) {
        this.request = request;
        this.accepted = url.statusCodes().isEmpty() ? ANY_SUCCESS : url.statusCodes();
        this.judge = new PageJudge(url);
    }

    @Override
    public Step opened() {
        return new Step.Send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public Step feed(ByteBuffer bytes) {
        while (phase != Phase.BODY) {
            Optional<String> line = lines.next(bytes);
            if (line.isEmpty()) {
                return lines.isOverflowing() ? tooLong() : WAIT;
            }
            headSize += line.get().length() + 2;
            Optional<Step> verdict = headSize > HEAD_LIMIT ? Optional.of(tooLong()) : takeHead(line.get());
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        return feedBody(bytes);
    }

    private static Step tooLong() {
        return Dialogue.failure(new ProbeFailure.TooLong("the response's head", HEAD_LIMIT));
    }

    private Optional<Step> takeHead(String line) {
        if (phase == Phase.STATUS_LINE) {
            return takeStatus(line);
        }
        if (!line.isEmpty()) {
            takeHeader(line);
            return Optional.empty();
        }
        // RFC 9110 §15.2: an interim response is followed by another head.
        if (code >= 100 && code < 200 && !isAccepted()) {
            phase = Phase.STATUS_LINE;
            return Optional.empty();
        }
        phase = Phase.BODY;
        body = Optional.of(BodyReader.of(isChunked, length));
        return isAccepted()
                ? Optional.empty()
                : Optional.of(Dialogue.failure(new ProbeFailure.StatusCode(code, accepted)));
    }

    private Optional<Step> takeStatus(String line) {
        int space = line.indexOf(' ');
        boolean hasCode = line.startsWith("HTTP/")
                && space > 0
                && line.length() >= space + 4
                && line.substring(space + 1, space + 4).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!hasCode) {
            String shown = line.length() > SHOWN ? line.substring(0, SHOWN) : line;
            return Optional.of(Dialogue.failure(new ProbeFailure.Malformed("the status line", shown)));
        }
        code = Integer.parseInt(line.substring(space + 1, space + 4));
        phase = Phase.HEADERS;
        return Optional.empty();
    }

    private void takeHeader(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (name.equals("content-length") && value.matches("\\d{1,18}")) {
            length = Optional.of(Long.parseLong(value));
        } else if (name.equals("transfer-encoding")) {
            isChunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        }
    }

    private boolean isAccepted() {
        return accepted.stream().anyMatch(range -> range.first() <= code && code <= range.last());
    }

    private Step feedBody(ByteBuffer bytes) {
        BodyReader reader = body.orElseThrow();
        boolean goesOn = reader.feed(bytes, judge);
        if (reader.isBroken()) {
            return Dialogue.failure(new ProbeFailure.Malformed("the chunked page", "no chunk size"));
        }
        return goesOn && !judge.hasSeenEnough() ? WAIT : judge.verdict();
    }

    @Override
    public Step closed() {
        if (phase == Phase.BODY) {
            return judge.verdict();
        }
        boolean nothing = phase == Phase.STATUS_LINE && headSize == 0 && lines.isEmpty();
        return Dialogue.failure(
                new ProbeFailure.Closed(nothing ? "without sending anything" : "within the response's head"));
    }

    @Override
    public String awaited() {
        return phase == Phase.BODY ? "the end of the page" : "the response";
    }
}
