package dev.baton.health.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.dialogue.Dialogue.Step;
import dev.baton.model.CheckerSpec.CodeRange;
import dev.baton.model.CheckerSpec.Regex;
import dev.baton.model.CheckerSpec.Url;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Responses of good, bad and lying servers. Every one is read in pieces of 1, 2, 7 and 4096 bytes, and must end
/// alike.
class HttpDialogueTest {
    private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";
    private static final Url ANY = url(Optional.empty(), Optional.empty());

    private static Url url(Optional<String> digest, Optional<Regex> regex, CodeRange... codes) {
        return new Url("/", Optional.empty(), digest, List.of(codes), regex);
    }

    private static Url digest(String md5) {
        return url(Optional.of(md5), Optional.empty());
    }

    private static Url regex(String pattern, boolean mustNot, long min, Optional<Long> max, String... options) {
        return url(Optional.empty(), Optional.of(new Regex(pattern, mustNot, List.of(options), min, max)));
    }

    private static Url regex(String pattern, String... options) {
        return regex(pattern, false, 0, Optional.empty(), options);
    }

    static List<Arguments> responses() {
        String ok = "HTTP/1.1 200 OK\r\n\r\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        return List.of(
                row("an empty page", ANY, ok, "well"),
                row("bare line feeds", ANY, "HTTP/1.0 204 No\nX: y\n\n", "well"),
                row("an old server without reason", ANY, "HTTP/1.0 200\r\n\r\n", "well"),
                row(
                        "a redirection is not followed",
                        ANY,
                        "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
                        "status 302, accepted 200-299"),
                row(
                        "a code in one of two ranges",
                        url(Optional.empty(), Optional.empty(), new CodeRange(100, 150), new CodeRange(404, 404)),
                        "HTTP/1.1 404 Not\r\n\r\n",
                        "well"),
                row("an interim response", ANY, "HTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "well"),
                row("nothing", ANY, "", "the peer closed the connection without sending anything"),
                row(
                        "half a head",
                        ANY,
                        "HTTP/1.1 200 OK\r\nServer: ngi",
                        "the peer closed the connection within the response's head"),
                row("another protocol", ANY, "SSH-2.0-OpenSSH\r\n", "the status line is malformed: 'SSH-2.0-OpenSSH'"),
                row("digest", digest(MD5_OF_HELLO), ok + "hello", "well"),
                row(
                        "digest of another page",
                        digest(MD5_OF_HELLO),
                        ok + "hallo",
                        "MD5 of the page is 598d4c200461b81522a3328565c25f7c, expected " + MD5_OF_HELLO),
                row(
                        "what comes after the length is not the page",
                        digest(MD5_OF_HELLO),
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, world",
                        "well"),
                row(
                        "a length that is not reached",
                        digest(MD5_OF_HELLO),
                        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
                        "well"),
                row("chunks", digest(MD5_OF_HELLO), chunked + "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "well"),
                row(
                        "no chunks",
                        ANY,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n",
                        "the chunked page is malformed: 'no chunk size'"),
                row("pattern", regex("h.*o"), ok + "say hello", "well"),
                row("pattern not there", regex("bye"), ok + "say hello", "the page does not match 'bye'"),
                row(
                        "pattern that must not be there",
                        regex("hell", true, 0, Optional.empty()),
                        ok + "hello",
                        "the page matches 'hell', and must not"),
                row(
                        "pattern before the first offset",
                        regex("hello", false, 1, Optional.empty()),
                        ok + "hello",
                        "the page does not match 'hello'"),
                row(
                        "pattern after the last offset",
                        regex("o", false, 0, Optional.of(3L)),
                        ok + "hello",
                        "the page does not match 'o'"),
                row("pattern at the last offset", regex("o", false, 2, Optional.of(4L)), ok + "hello", "well"),
                row(
                        "pattern and digest",
                        url(
                                Optional.of(MD5_OF_HELLO),
                                Optional.of(new Regex("x", false, List.of(), 0, Optional.empty()))),
                        ok + "hello",
                        "the page does not match 'x'"));
    }

    private static Arguments row(String name, Url url, String response, String verdict) {
        return Arguments.of(name, url, response, verdict);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void endsInAVerdictHoweverItIsCut(String name, Url url, String response, String verdict) {
        for (int piece : new int[] {1, 2, 7, 4096}) {
            assertThat(Talk.with(new HttpDialogue("GET\r\n", url), Talk.bytes(response), piece))
                    .as(name + " in pieces of " + piece)
                    .isEqualTo("GET\r\n|" + verdict);
        }
    }

    @Test
    void endlessHeadsAndPagesEndInAVerdict() {
        assertThat(flood(ANY, "HTTP/1.1 200 OK\r\n", "X: " + "y".repeat(1000) + "\r\n"))
                .isEqualTo("the response's head is longer than 65536 bytes");
        assertThat(flood(ANY, "", "x".repeat(1000))).isEqualTo("the response's head is longer than 65536 bytes");
        assertThat(flood(ANY, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))).isEqualTo("well");
        assertThat(flood(ANY, "HTTP/1.1 100 Go\r\n\r\n", "HTTP/1.1 100 Go\r\n\r\n"))
                .isEqualTo("the response's head is longer than 65536 bytes");
        assertThat(flood(regex("abc"), "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000)))
                .isEqualTo("the page does not match 'abc'");
        assertThat(flood(digest(MD5_OF_HELLO), "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(100_000)))
                .isEqualTo("the page is longer than 67108864 bytes");
    }

    private static String flood(Url url, String begin, String more) {
        Dialogue dialogue = new HttpDialogue("GET\r\n", url);
        Step step = dialogue.feed(ByteBuffer.wrap(Talk.bytes(begin)));
        for (int i = 0; i < 10_000; i++) {
            if (step instanceof Step.Ended(var result)) {
                return Talk.verdict(result);
            }
            step = dialogue.feed(ByteBuffer.wrap(Talk.bytes(more)));
        }
        return "no verdict";
    }

    @Test
    void explodingPatternsAreStopped() {
        String page = "HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(50_000) + "b";
        for (String pattern : List.of("(a+)+$", "(a|a)*$", "(?:a|aa)+c", "(x+x+)+y|(a*)*c")) {
            assertThat(Talk.with(new HttpDialogue("", regex(pattern)), Talk.bytes(page), 4096))
                    .startsWith("|matching '" + pattern + "' took more than ");
        }
    }

    @Test
    void randomBytesNeverThrow() {
        Random random = new Random(11);
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1f\r\n";
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Talk.bytes(head);
            for (int change = random.nextInt(8); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(Talk.with(new HttpDialogue("", regex("a")), bytes, 1 + random.nextInt(80)))
                    .contains("|");
        }
    }
}
