package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.it.lab.MailServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mail server, and servers that lie.
@Tag("kernel")
@Timeout(60)
class SmtpProbeTest {
    private static ProbeSpec greet(int port, Duration timeout) {
        return new ProbeSpec.Smtp(Probing.endpoint("127.0.0.1", port, timeout), "client.example");
    }

    static Server mailServer(Path directory, int port) {
        return Server.start(directory, port, MailServer.words(port));
    }

    @Test
    void aMailServerIsWell(@TempDir Path directory) {
        int port = Server.freePort();
        try (Server server = mailServer(directory, port);
                Probing probing = new Probing()) {
            assertThat(probing.probe(greet(port, Probing.PATIENT)))
                    .as(server.output())
                    .isEqualTo(new ProbeResult.Succeeded());
        }
    }

    private static String failureOf(Liar.Manner manner) {
        return failureOf(manner, Probing.HASTY);
    }

    private static String failureOf(Liar.Manner manner, Duration timeout) {
        try (Probing probing = new Probing();
                Liar liar = new Liar(manner)) {
            return probing.failure(greet(liar.port(), timeout)).sentence();
        }
    }

    @Test
    void liarsAreFoundOut() {
        assertThat(failureOf(_ -> {})).isEqualTo("the peer closed the connection before the greeting");
        assertThat(failureOf(Liar::listen)).isEqualTo("the greeting did not come within 0.300 s");
        assertThat(failureOf(connection -> {
                    Liar.say(connection, "220 mail.exam");
                    Liar.listen(connection);
                }))
                .isEqualTo("the greeting did not come within 0.300 s");
        assertThat(failureOf(connection -> Liar.say(connection, "554 go away\r\n")))
                .isEqualTo("the greeting: expected 220, got '554 go away'");
        assertThat(failureOf(
                        connection -> {
                            Liar.say(connection, "220 hello\r\n");
                            connection.getInputStream().read();
                            Liar.say(connection, "2");
                            for (int i = 0; i < 1000; i++) {
                                Thread.sleep(50);
                                Liar.say(connection, "5");
                            }
                        },
                        Probing.UNSTEADY))
                .isEqualTo("the answer to HELO did not come within 4.000 s");
    }
}
