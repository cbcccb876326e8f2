package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.model.CheckerSpec.CodeRange;
import dev.baton.model.CheckerSpec.Url;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pages of nginx, and of servers that lie.
@Tag("kernel")
@Timeout(60)
class HttpProbeTest {
    private static final ProbeResult WELL = new ProbeResult.Succeeded();
    private static final Duration NEVER_LONGER = Duration.ofSeconds(10);

    private static Url page(Optional<String> digest) {
        return new Url("/", Optional.empty(), digest, List.of(), Optional.empty());
    }

    private static ProbeSpec get(int port, String path, Url url, Duration timeout) {
        String request = "GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: www.example.com\r\n\r\n";
        return new ProbeSpec.Http(Probing.endpoint("127.0.0.1", port, timeout), Optional.empty(), request, url);
    }

    private static ProbeSpec get(int port, Duration timeout) {
        return get(port, "/", page(Optional.empty()), timeout);
    }

    private static String failureOf(Liar.Manner manner) {
        return failureOf(manner, Probing.HASTY);
    }

    private static String failureOf(Liar.Manner manner, Duration timeout) {
        try (Probing probing = new Probing();
                Liar liar = new Liar(manner)) {
            long start = System.nanoTime();
            String why = probing.failure(get(liar.port(), timeout)).sentence();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NEVER_LONGER);
            return why;
        }
    }

    @Test
    void pagesOfNginxAreJudged(@TempDir Path directory) throws IOException {
        int port = Server.freePort();
        Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    server {
                        listen 127.0.0.1:%2$d;
                        location = / { return 200 "hello\\n"; }
                        location = /away { return 302 http://127.0.0.1:%2$d/away; }
                        location = /broken { return 503; }
                    }
                }
                """.formatted(directory, port));
        try (Server nginx =
                        Server.start(directory, port, "/usr/sbin/nginx", "-c", directory.resolve("nginx.conf") + "");
                Probing probing = new Probing()) {
            assertThat(probing.probe(get(port, Probing.PATIENT))).isEqualTo(WELL);
            assertThat(probing.probe(
                            get(port, "/", page(Optional.of("b1946ac92492d2347c6235b4d2611184")), Probing.PATIENT)))
                    .isEqualTo(WELL);
            assertThat(probing.failure(
                            get(port, "/", page(Optional.of("00000000000000000000000000000000")), Probing.PATIENT)))
                    .isInstanceOf(ProbeFailure.DigestDiffers.class);
            assertThat(probing.failure(get(port, "/broken", page(Optional.empty()), Probing.PATIENT)))
                    .isEqualTo(new ProbeFailure.StatusCode(503, List.of(new CodeRange(200, 299))));
            // A redirection that leads to itself is a status as any other.
            assertThat(probing.failure(get(port, "/away", page(Optional.empty()), Probing.PATIENT)))
                    .isEqualTo(new ProbeFailure.StatusCode(302, List.of(new CodeRange(200, 299))));
            assertThat(nginx.output()).isEmpty();
        }
    }

    @Test
    void whoSaysNothingIsFoundOut() {
        assertThat(failureOf(_ -> {})).isEqualTo("the peer closed the connection without sending anything");
        assertThat(failureOf(Liar::listen)).isEqualTo("the response did not come within 0.300 s");
        assertThat(failureOf(connection -> {
                    Liar.hearRequest(connection);
                    connection.setSoLinger(true, 0);
                }))
                .isEqualTo("Connection reset by peer");
    }

    @Test
    void whoSaysHalfIsFoundOut() {
        assertThat(failureOf(connection -> {
                    Liar.hearRequest(connection);
                    Liar.say(connection, "HTTP/1.1 200 OK\r\nContent-");
                }))
                .isEqualTo("the peer closed the connection within the response's head");
        assertThat(failureOf(connection -> {
                    Liar.say(connection, "HTTP/1.1 200 O");
                    Liar.listen(connection);
                }))
                .isEqualTo("the response did not come within 0.300 s");
        assertThat(failureOf(connection -> {
                    Liar.hearRequest(connection);
                    Liar.say(connection, "SSH-2.0-OpenSSH\r\n");
                }))
                .startsWith("the status line is malformed");
    }

    @Test
    void aByteAtATimeIsNotWaitedForAsLongAsItComes() {
        assertThat(failureOf(
                        connection -> {
                            Liar.say(connection, "HTTP/1.1 200 OK\r\nX: ");
                            for (int i = 0; i < 1000; i++) {
                                Liar.say(connection, "a");
                                Thread.sleep(50);
                            }
                        },
                        Probing.UNSTEADY))
                .isEqualTo("the response did not come within 4.000 s");
    }

    @Test
    void endlessHeadsAndPagesAreCutOff() {
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(failureOf(connection -> flood(connection, "HTTP/1.1 200 OK\r\nX: ", megabyte)))
                .isEqualTo("the response's head is longer than 65536 bytes");
        try (Probing probing = new Probing();
                Liar endless = new Liar(connection -> flood(connection, "HTTP/1.1 200 OK\r\n\r\n", megabyte))) {
            long before = usedMemory();
            // Nobody looks at it: a megabyte is as good as all of it.
            assertThat(probing.probe(get(endless.port(), Probing.PATIENT))).isEqualTo(WELL);
            Url digest = page(Optional.of("00000000000000000000000000000000"));
            assertThat(probing.failure(get(endless.port(), "/", digest, Probing.PATIENT)))
                    .isEqualTo(new ProbeFailure.TooLong("the page", 64L * 1024 * 1024));
            assertThat(usedMemory() - before).isLessThan(16L * 1024 * 1024);
        }
    }

    private static void flood(Socket connection, String head, byte[] body) throws IOException {
        OutputStream out = connection.getOutputStream();
        Liar.say(connection, head);
        for (int i = 0; i < 200; i++) {
            out.write(body);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
