package dev.baton.it.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.daemon.probe.ProbeRunner;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeId;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.linux.NetworkNamespace;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections of `TCP_CHECK`, and what bounds all probes.
@Tag("kernel")
@Timeout(60)
class TcpProbeTest {
    private static final ProbeResult WELL = new ProbeResult.Succeeded();

    private static ProbeSpec to(int port) {
        return new ProbeSpec.Tcp(Probing.endpoint("127.0.0.1", port, Probing.PATIENT));
    }

    private static ProbeSpec hasty(String address, int port) {
        return new ProbeSpec.Tcp(Probing.endpoint(address, port, Probing.HASTY));
    }

    @Test
    void whoAcceptsIsWell() {
        try (Probing probing = new Probing();
                Liar silent = new Liar(Liar::listen);
                Liar rude = new Liar(connection -> connection.setSoLinger(true, 0))) {
            assertThat(probing.probe(to(silent.port()))).isEqualTo(WELL);
            // It depends on who is quicker, as with keepalived.
            ProbeResult reset = new ProbeResult.Failed(new ProbeFailure.ConnectionError("Connection reset by peer"));
            assertThat(probing.probe(to(rude.port()))).isIn(WELL, reset);
        }
    }

    @Test
    void refusalIsTheKernelsSentence() throws IOException {
        try (Probing probing = new Probing()) {
            int nobody;
            try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                nobody = gone.getLocalPort();
            }
            assertThat(probing.failure(to(nobody)).sentence()).isEqualTo("Connection refused");
        }
    }

    /// A listener whose queue is full answers nobody.
    @Test
    void silenceEndsWithTheTimeout() throws IOException {
        try (Probing probing = new Probing();
                ServerSocket deaf = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            List<CompletableFuture<ProbeResult>> fillers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                fillers.add(probing.start(hasty("127.0.0.1", deaf.getLocalPort())));
            }
            fillers.forEach(CompletableFuture::join);
            assertThat(probing.failure(hasty("127.0.0.1", deaf.getLocalPort())))
                    .isEqualTo(new ProbeFailure.TimedOut("the connection", Probing.HASTY));
        }
    }

    @Test
    void unreachableHostsAreFailures() throws Exception {
        try (NetworkNamespace empty = NetworkNamespace.create()) {
            ProbeFailure why = empty.call(() -> {
                try (Probing probing = new Probing()) {
                    return probing.failure(hasty("192.0.2.1", 80));
                }
            });
            assertThat(why.sentence()).isEqualTo("Network is unreachable");
        }
    }

    @Test
    void endsAreBoundAsConfigured() {
        List<String> from = new ArrayList<>();
        try (Probing probing = new Probing();
                Liar curious = new Liar(connection -> {
                    synchronized (from) {
                        from.add(connection.getRemoteSocketAddress().toString());
                    }
                })) {
            Endpoint plain = Probing.endpoint("127.0.0.1", curious.port(), Probing.PATIENT);
            Endpoint bound = new Endpoint(
                    plain.address(),
                    plain.port(),
                    Optional.of(IpAddress.of("127.0.0.9")),
                    28_123,
                    Optional.of(new InterfaceName("lo")),
                    plain.timeout(),
                    7);
            // Twice: the port is free again at once.
            assertThat(probing.probe(new ProbeSpec.Tcp(bound))).isEqualTo(WELL);
            assertThat(probing.probe(new ProbeSpec.Tcp(bound))).isEqualTo(WELL);
            Endpoint elsewhere = new Endpoint(
                    plain.address(),
                    plain.port(),
                    Optional.of(IpAddress.of("192.0.2.77")),
                    0,
                    Optional.empty(),
                    plain.timeout(),
                    0);
            assertThat(probing.failure(new ProbeSpec.Tcp(elsewhere)).sentence())
                    .isEqualTo("Cannot assign requested address");
        }
        assertThat(from).contains("/127.0.0.9:28123");
    }

    @Test
    void soManyAtATimeAndTheOthersInTurn() {
        try (Probing probing = new Probing(Probing.settings().bounded(2, 1, 1));
                Liar server = new Liar(Liar::listen)) {
            List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                results.add(probing.start(to(server.port())));
            }
            assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(WELL));
            assertThat(probing.load()).isEqualTo(new ProbeRunner.Load(0, 0));
        }
    }

    @Test
    void cancelledProbesMakeRoomAndAreNotTold() {
        try (Probing probing = new Probing(Probing.settings().bounded(1, 1, 1));
                Liar server = new Liar(Liar::listen)) {
            ProbeSpec slow = new ProbeSpec.Smtp(Probing.endpoint("127.0.0.1", server.port(), Probing.PATIENT), "h");
            CompletableFuture<ProbeResult> first = probing.start(new ProbeId(1_001), slow);
            CompletableFuture<ProbeResult> waiting = probing.start(new ProbeId(1_002), slow);
            CompletableFuture<ProbeResult> last = probing.start(new ProbeId(1_003), to(server.port()));
            assertThat(probing.load()).isEqualTo(new ProbeRunner.Load(1, 2));
            probing.cancel(new ProbeId(1_002));
            probing.cancel(new ProbeId(1_001));
            assertThat(last.join()).isEqualTo(WELL);
            assertThat(first).isNotDone();
            assertThat(waiting).isNotDone();
            assertThat(probing.load()).isEqualTo(new ProbeRunner.Load(0, 0));
        }
    }

    @Test
    void deadlinesAreKept() throws IOException {
        try (Probing probing = new Probing();
                Liar server = new Liar(Liar::listen)) {
            ProbeSpec quick =
                    new ProbeSpec.Smtp(Probing.endpoint("127.0.0.1", server.port(), Duration.ofMillis(100)), "h");
            ProbeSpec slow =
                    new ProbeSpec.Smtp(Probing.endpoint("127.0.0.1", server.port(), Duration.ofSeconds(9)), "h");
            long start = System.nanoTime();
            CompletableFuture<ProbeResult> late = probing.start(slow);
            assertThat(probing.probe(quick)).isInstanceOf(ProbeResult.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(3));
            // Beyond one turn of the wheel.
            assertThat(late.join()).isInstanceOf(ProbeResult.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
        }
    }
}
