package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.model.CheckerSpec.Regex;
import dev.baton.model.CheckerSpec.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `SSL_GET` of nginx with several names, and of servers that lie.
@Tag("kernel")
@Timeout(90)
class TlsProbeTest {
    private static final ProbeResult WELL = new ProbeResult.Succeeded();

    private static ProbeSpec get(int port, Optional<String> name, boolean closeNotify, Duration timeout, String page) {
        Regex expected = new Regex(page, false, List.of(), 0, Optional.empty());
        Url url = new Url("/", Optional.empty(), Optional.empty(), List.of(), Optional.of(expected));
        return new ProbeSpec.Http(
                Probing.endpoint("127.0.0.1", port, timeout),
                Optional.of(new ProbeSpec.Tls(name, closeNotify)),
                "GET / HTTP/1.0\r\n"
                        + name.map(host -> "Host: " + host + "\r\n").orElse("") + "\r\n",
                url);
    }

    private static void certificate(Path directory, String name, String days) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=" + name,
                        "-days",
                        days,
                        "-keyout",
                        directory.resolve(name + ".key") + "",
                        "-out",
                        directory.resolve(name + ".pem") + "")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    private static String server(Path directory, int port, String name, String more) {
        return """
                server {
                    listen 127.0.0.1:%1$d ssl %4$s;
                    server_name %2$s;
                    ssl_certificate %3$s/%2$s.pem;
                    ssl_certificate_key %3$s/%2$s.key;
                    ssl_protocols TLSv1.3;
                    location / { return 200 "$server_name $ssl_server_name $ssl_protocol"; }
                }
                """.formatted(port, name, directory, more);
    }

    @Test
    void namesChooseTheServerAndNoCertificateIsVerified(@TempDir Path directory) throws Exception {
        int modern = Server.freePort();
        int older = Server.freePort();
        certificate(directory, "one.example", "1");
        certificate(directory, "two.example", "1");
        Files.writeString(
                directory.resolve("nginx.conf"),
                "daemon off;\nmaster_process off;\npid %1$s/pid;\nerror_log %1$s/error.log;\n".formatted(directory)
                        + "events {}\nhttp {\naccess_log off;\n"
                        + server(directory, modern, "one.example", "default_server")
                        + server(directory, modern, "two.example", "")
                        + server(directory, older, "one.example", "").replace("TLSv1.3", "TLSv1.2")
                        + "}\n");
        try (Server nginx =
                        Server.start(directory, modern, "/usr/sbin/nginx", "-c", directory.resolve("nginx.conf") + "");
                Probing probing = new Probing()) {
            assertThat(nginx.output()).doesNotContain("emerg");
            assertThat(probing.probe(
                            get(modern, Optional.of("two.example"), true, Probing.PATIENT, "^two\\.example two")))
                    .isEqualTo(WELL);
            assertThat(probing.probe(get(modern, Optional.of("one.example"), false, Probing.PATIENT, "TLSv1\\.3$")))
                    .isEqualTo(WELL);
            // Without a name, and with one that is none: the default server, whose certificate is another's.
            assertThat(probing.probe(get(modern, Optional.empty(), false, Probing.PATIENT, "^one\\.example  TLS")))
                    .isEqualTo(WELL);
            assertThat(probing.probe(
                            get(modern, Optional.of("under_score.example"), false, Probing.PATIENT, "^one\\.example")))
                    .isEqualTo(WELL);
            assertThat(probing.probe(get(older, Optional.empty(), true, Probing.PATIENT, "TLSv1\\.2$")))
                    .isEqualTo(WELL);
            assertThat(probing.failure(get(older, Optional.empty(), true, Probing.PATIENT, "nowhere"))
                            .sentence())
                    .isEqualTo("the page does not match 'nowhere'");
            manyAtOnce(probing, modern);
        }
    }

    private static void manyAtOnce(Probing probing, int port) {
        List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            results.add(probing.start(get(port, Optional.empty(), true, Probing.PATIENT, "TLS")));
        }
        assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(WELL));
    }

    private static String failureOf(Liar.Manner manner) {
        return failureOf(manner, Probing.HASTY);
    }

    private static String failureOf(Liar.Manner manner, Duration timeout) {
        try (Probing probing = new Probing();
                Liar liar = new Liar(manner)) {
            return probing.failure(get(liar.port(), Optional.empty(), true, timeout, "x"))
                    .sentence();
        }
    }

    @Test
    void whoDoesNotSpeakTlsIsFoundOut() {
        assertThat(failureOf(_ -> {})).isEqualTo("the peer closed the connection during the TLS handshake");
        assertThat(failureOf(Liar::listen)).isEqualTo("the TLS handshake did not come within 0.300 s");
        assertThat(failureOf(connection -> {
                    Liar.say(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    Liar.listen(connection);
                }))
                .startsWith("TLS failed: ");
        assertThat(failureOf(connection -> {
                    connection.getInputStream().read();
                    connection.setSoLinger(true, 0);
                }))
                .isEqualTo("Connection reset by peer");
    }

    /// A record that is announced and never ends, in single bytes.
    @Test
    void recordsThatDribbleAreNotWaitedFor() {
        assertThat(failureOf(
                        connection -> {
                            Liar.say(connection, "\u0016\u0003\u0003@\u0000");
                            for (int i = 0; i < 1000; i++) {
                                Liar.say(connection, "\u0002");
                                Thread.sleep(50);
                            }
                        },
                        Probing.UNSTEADY))
                .isEqualTo("the TLS handshake did not come within 4.000 s");
    }
}
