package dev.baton.it.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that does with its connections what it likes.
final class Liar implements AutoCloseable {
    /// What it does with one connection; the connection is closed after that.
    @FunctionalInterface
    interface Manner {
        void treat(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Manner manner;
    private final AtomicInteger accepted = new AtomicInteger();

    Liar(Manner manner) {
        this.manner = manner;
        try {
            listener = new ServerSocket(0, 5000, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /// Says this as soon as somebody comes, and hangs up.
    static Liar saying(String words) {
        return new Liar(connection -> say(connection, words));
    }

    static void say(Socket connection, String words) throws IOException {
        connection.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    /// Takes what comes until nothing more does.
    static void listen(Socket connection) throws IOException {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// Takes what comes up to an empty line.
    static void hearRequest(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        int ends = 0;
        for (int octet = in.read(); octet >= 0 && ends < 2; octet = ends < 2 ? in.read() : -1) {
            ends = octet == '\n' ? ends + 1 : octet == '\r' ? ends : 0;
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> treat(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void treat(Socket connection) {
        try (connection) {
            manner.treat(connection);
        } catch (IOException | InterruptedException peerHasLeft) {
            // That is what a check does when it has heard enough.
            return;
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
