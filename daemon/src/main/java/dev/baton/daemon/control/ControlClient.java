package dev.baton.daemon.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// Asks a running daemon something.
public final class ControlClient {
    private static final int ANSWER_MAX = 256 << 20;

    private ControlClient() {}

    /// Sends a request and waits for its answer.
    ///
    /// @param request words, without a line feed
    /// @param patience for the whole answer
    /// @return one line of JSON, without its line feed
    /// @throws IOException if nobody listens there, or the answer does not come in time
    public static String ask(Path socket, String request, Duration patience) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            send(channel, request);
            channel.register(selector, SelectionKey.OP_READ);
            return answer(channel, selector, System.nanoTime() + patience.toNanos());
        }
    }

    /// One that serves enough clients says so without having listened.
    private static void send(SocketChannel channel, String request) {
        try {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException notHeard) {
            // What it has said can still be read.
        }
    }

    private static String answer(SocketChannel channel, Selector selector, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        while (answer.size() < ANSWER_MAX) {
            selector.select(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            selector.selectedKeys().clear();
            int read = channel.read(piece.clear());
            if (read > 0 && piece.get(read - 1) == '\n') {
                answer.write(piece.array(), 0, read - 1);
                return answer.toString(StandardCharsets.UTF_8);
            } else if (read > 0) {
                answer.write(piece.array(), 0, read);
            } else if (read < 0) {
                throw new IOException("the daemon ended the conversation");
            } else if (System.nanoTime() > deadline) {
                throw new IOException("the daemon does not answer");
            }
        }
        throw new IOException("the answer has no end");
    }
}
