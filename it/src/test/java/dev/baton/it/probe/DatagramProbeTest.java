package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.linux.NetworkNamespace;
import dev.baton.model.CheckerSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.CheckerSpec.Timing;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is asked by single packets: names, echoes, and whatever `UDP_CHECK` sends.
@Tag("kernel")
@Timeout(60)
class DatagramProbeTest {
    private static final ProbeResult WELL = new ProbeResult.Succeeded();
    private static final Timing TIMING =
            new Timing(0, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, false, false);

    private static ProbeSpec dns(int port, String type, String name, Duration timeout) {
        return new ProbeSpec.Dns(Probing.endpoint("127.0.0.1", port, timeout), type, name);
    }

    private static ProbeSpec udp(int port, Optional<String> reply, Duration timeout) {
        Endpoint endpoint = Probing.endpoint("127.0.0.1", port, timeout);
        return new ProbeSpec.Udp(endpoint, new CheckerSpec.Udp(TIMING, endpoint, Optional.of("68690a"), reply, 0, 255));
    }

    private static ProbeSpec ping(String address) {
        return new ProbeSpec.Ping(Probing.endpoint(address, 0, Probing.HASTY));
    }

    /// Answers each datagram with what is made of it; with nothing, not at all.
    private static final class Answering implements AutoCloseable {
        private final DatagramSocket socket;

        Answering(UnaryOperator<byte[]> answer) {
            try {
                socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
            } catch (SocketException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(() -> serve(answer));
        }

        private void serve(UnaryOperator<byte[]> answer) {
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                    socket.receive(packet);
                    byte[] said = answer.apply(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                    if (said.length > 0) {
                        socket.send(new DatagramPacket(said, said.length, packet.getSocketAddress()));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void aNameServerAnswers(@TempDir Path directory) {
        int port = Server.freePort();
        try (Server server = Server.start(
                        directory,
                        port,
                        "/usr/sbin/dnsmasq",
                        "--no-daemon",
                        "--conf-file=/dev/null",
                        "--no-resolv",
                        "--no-hosts",
                        "--listen-address=127.0.0.1",
                        "--bind-interfaces",
                        "--port=" + port,
                        "--address=/www.example/192.0.2.1",
                        "--local=/www.example/",
                        "--user=root");
                Probing probing = new Probing()) {
            assertThat(probing.probe(dns(port, "A", "www.example", Probing.PATIENT)))
                    .as(server.output())
                    .isEqualTo(WELL);
            // It knows nobody to ask for anything else: REFUSED.
            assertThat(probing.failure(dns(port, "SOA", ".", Probing.PATIENT))).isEqualTo(new ProbeFailure.DnsError(5));
        }
    }

    @Test
    void forgedResponsesAreNotBelieved() {
        try (Probing probing = new Probing();
                Answering forger = new Answering(query -> {
                    query[0] ^= 1;
                    query[2] |= (byte) 0x80;
                    return query;
                });
                Answering mirror = new Answering(query -> query);
                Answering fragment = new Answering(query -> new byte[] {query[0], query[1], 0})) {
            assertThat(probing.failure(dns(forger.port(), "A", "x", Probing.HASTY)))
                    .isEqualTo(new ProbeFailure.TimedOut("the DNS response", Probing.HASTY));
            assertThat(probing.failure(dns(mirror.port(), "A", "x", Probing.PATIENT)))
                    .isInstanceOf(ProbeFailure.Malformed.class);
            assertThat(probing.failure(dns(fragment.port(), "A", "x", Probing.PATIENT)))
                    .isInstanceOf(ProbeFailure.Malformed.class);
        }
    }

    @Test
    void aClosedPortIsAFailureAndSilenceIsNot() {
        try (Probing probing = new Probing();
                Answering silent = new Answering(_ -> new byte[0])) {
            int closed = Server.freePort();
            assertThat(probing.failure(udp(closed, Optional.empty(), Probing.PATIENT))
                            .sentence())
                    .isEqualTo("Connection refused");
            assertThat(probing.failure(dns(closed, "A", "x", Probing.PATIENT)).sentence())
                    .isEqualTo("Connection refused");
            assertThat(probing.probe(udp(silent.port(), Optional.empty(), Probing.HASTY)))
                    .isEqualTo(WELL);
            assertThat(probing.failure(udp(silent.port(), Optional.of(""), Probing.HASTY)))
                    .isEqualTo(new ProbeFailure.TimedOut("the reply", Probing.HASTY));
        }
    }

    @Test
    void repliesAreComparedWithWhatIsRequired() {
        try (Probing probing = new Probing();
                Answering echo = new Answering(query -> query)) {
            assertThat(probing.probe(udp(echo.port(), Optional.of("686x"), Probing.PATIENT)))
                    .isEqualTo(WELL);
            assertThat(probing.failure(udp(echo.port(), Optional.of("00"), Probing.PATIENT)))
                    .isInstanceOf(ProbeFailure.UnexpectedReply.class);
        }
    }

    @Test
    void echoesComeBackOrNot() throws Exception {
        try (NetworkNamespace fresh = NetworkNamespace.create()) {
            fresh.call(() -> {
                try (Probing probing = new Probing()) {
                    // The loopback device is down there.
                    assertThat(probing.failure(ping("127.0.0.1")).sentence()).isEqualTo("Network is unreachable");
                }
                return WELL;
            });
        }
        try (Probing probing = new Probing()) {
            assertThat(probing.probe(ping("127.0.0.1"))).isEqualTo(WELL);
            assertThat(probing.probe(ping("::1"))).isEqualTo(WELL);
        }
    }
}
