package dev.baton.daemon.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients as they should not be, and sockets that somebody else has. Every read here ends because the other side acts,
/// not because the test waits.
@Timeout(30)
class ControlThreadTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ControlBounds BOUNDS = new ControlBounds(3, 64, 100_000, Duration.ofMillis(300));

    private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder = Path.of("/nowhere");

    @Test
    void requestsAreAnsweredInOrder() throws IOException {
        try (ControlThread served = serve(request -> "you said " + request + "\n");
                SocketChannel client = connect()) {
            write(client, "one\ntwo\nthr");
            write(client, "ee\n");
            client.shutdownOutput();
            assertThat(rest(client)).isEqualTo("you said one\nyou said two\nyou said three\n");
            assertThat(served).isNotNull();
        }
    }

    @Test
    void socketIsForItsOwnerAloneAndGoesWithTheThread() throws IOException {
        try (ControlThread served = serve(request -> "\n")) {
            assertThat(ControlClient.ask(path(), "x", SOON)).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path().getParent())))
                    .isEqualTo("rwx------");
            assertThat(served).isNotNull();
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void silentClientIsCutOffAndOthersAreServedMeanwhile() throws IOException {
        try (ControlThread served = serve(request -> "answer\n");
                SocketChannel silent = connect();
                SocketChannel slow = connect()) {
            write(slow, "half a requ");
            assertThat(ControlClient.ask(path(), "x", SOON)).isEqualTo("answer");
            assertThat(rest(silent)).isEmpty();
            assertThat(rest(slow)).isEmpty();
            assertThat(served).isNotNull();
        }
    }

    @Test
    void endlessRequestIsRefusedWithoutBeingKept() throws IOException {
        try (ControlThread served = serve(request -> "answer\n");
                SocketChannel client = connect()) {
            write(client, "x".repeat(BOUNDS.requestBytes()));
            assertThat(rest(client)).contains("\"error\"").contains("one line of at most 63 bytes");
            assertThat(served).isNotNull();
        }
    }

    @Test
    void answersThatNobodyReadsAreBoundedAndDropped() throws IOException {
        String large = "y".repeat(90_000) + "\n";
        try (ControlThread served = serve(request -> request.equals("large") ? large.repeat(1) : "small\n");
                SocketChannel lazy = connect()) {
            // Far more than the kernel keeps for a client: some of it waits in the daemon.
            for (int count = 0; count < 8; count++) {
                write(lazy, "large\n");
            }
            assertThat(ControlClient.ask(path(), "small", SOON)).isEqualTo("small");
            assertThat(rest(lazy).length()).isLessThanOrEqualTo(8 * large.length());
            assertThat(ControlClient.ask(path(), "large", SOON)).hasSize(large.length() - 1);
            assertThat(served).isNotNull();
        }
    }

    @Test
    void oneClientTooManyIsTold() throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        ControlBounds patient = new ControlBounds(3, 64, 100_000, Duration.ofSeconds(20));
        try (ControlThread served = ControlThread.start(path(), request -> "answer\n", patient, log::add)) {
            awaitSocket();
            for (int count = 0; count < patient.clients(); count++) {
                SocketChannel client = connect();
                clients.add(client);
                write(client, "x\n");
                client.read(ByteBuffer.allocate(100));
            }
            assertThat(ControlClient.ask(path(), "x", SOON)).contains("busy: 3 clients are being served");
            clients.removeLast().close();
            // The daemon may see the newcomer before it sees the end.
            while (ControlClient.ask(path(), "x", SOON).contains("busy")) {
                Thread.onSpinWait();
            }
            assertThat(served).isNotNull();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void socketOfADeadDaemonIsReplaced() throws IOException {
        Files.createDirectory(path().getParent());
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(path()).exists();
        try (ControlThread served = serve(request -> "alive\n")) {
            assertThat(ControlClient.ask(path(), "x", SOON)).isEqualTo("alive");
            assertThat(served).isNotNull();
        }
    }

    @Test
    void socketOfALivingDaemonIsLeftAlone() throws IOException, InterruptedException {
        try (ControlThread first = serve(request -> "first\n")) {
            try (ControlThread second = ControlThread.start(path(), request -> "second\n", BOUNDS, log::add)) {
                assertThat(log.poll(SOON.toSeconds(), TimeUnit.SECONDS)).contains("another running daemon has it");
                assertThat(second).isNotNull();
            }
            assertThat(ControlClient.ask(path(), "x", SOON)).isEqualTo("first");
            assertThat(first).isNotNull();
        }
    }

    @Test
    void whatIsNoSocketOrAnotherProgramsIsLeftAlone() throws IOException, InterruptedException {
        Files.createDirectory(path().getParent());
        Files.writeString(path(), "somebody's file");
        try (ControlThread refused = ControlThread.start(path(), request -> "x\n", BOUNDS, log::add)) {
            assertThat(log.poll(SOON.toSeconds(), TimeUnit.SECONDS)).contains("something else than a socket is there");
            assertThat(refused).isNotNull();
        }
        assertThat(path()).hasContent("somebody's file");
        Files.delete(path());
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path()));
            try (ControlThread refused = ControlThread.start(path(), request -> "x\n", BOUNDS, log::add)) {
                assertThat(log.poll(SOON.toSeconds(), TimeUnit.SECONDS)).contains("another program listens there");
                assertThat(refused).isNotNull();
            }
        }
    }

    @Test
    void clientOfADaemonThatIsNotThereIsTold() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ControlClient.ask(path(), "x", SOON));
    }

    private ControlThread serve(Answers answers) {
        ControlThread started = ControlThread.start(path(), answers, BOUNDS, log::add);
        awaitSocket();
        return started;
    }

    private void awaitSocket() {
        while (true) {
            try (SocketChannel there = connect()) {
                assertThat(there.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                assertThat(log).isEmpty();
                Thread.onSpinWait();
            }
        }
    }

    private Path path() {
        return folder.resolve("baton").resolve("control.sock");
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path()));
    }

    private static void write(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static String rest(SocketChannel client) throws IOException {
        return new String(Channels.newInputStream(client).readAllBytes(), UTF_8);
    }
}
