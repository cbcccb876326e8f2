package dev.baton.it.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.lab.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real server program on loopback, in the foreground; what it writes goes to a file.
final class Server implements AutoCloseable {
    private static final Duration START_MOST = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private Server(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts it and waits until it accepts connections on this port of 127.0.0.1. Skips the test if there is no such
    /// program.
    static Server start(Path directory, int port, String... command) {
        assumeTrue(Files.isExecutable(Path.of(command[0])), command[0] + " is not installed");
        try {
            Path log = Files.createTempFile(directory, "server", ".log");
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Server server = new Server(process, log);
            server.awaitPort(port);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort(int port) {
        Await.until("it listens", START_MOST, () -> !process.isAlive() || accepts(port), this::output);
        if (!process.isAlive()) {
            throw new AssertionError("it has ended: " + output());
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /// A port that nobody listens on.
    static int freePort() {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return gone.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it has written.
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
