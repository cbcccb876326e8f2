package dev.baton.daemon.talk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/// TLS between a dialogue and its socket: bytes go in and out on both sides, nothing is waited for.
///
/// Keeps at most one record that is not complete. What the peer does wrong is its [#problem()].
final class TlsConnection {
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final boolean closesProperly;
    private final ByteBuffer plain;
    private final ByteBuffer wrapped;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(0);
    private ByteBuffer input = NO_BYTES;
    private Optional<String> problem = Optional.empty();
    private boolean hasGreeted;
    private boolean isClosed;

    /// @param plain what was received, in clear; shared by all connections
    /// @param wrapped room for one record to be sent; shared by all connections
    TlsConnection(SSLEngine engine, boolean closesProperly, ByteBuffer plain, ByteBuffer wrapped) {
        this.engine = engine;
        this.closesProperly = closesProperly;
        this.plain = plain;
        this.wrapped = wrapped;
    }

    /// Begins the handshake.
    void greet() {
        try {
            engine.beginHandshake();
            hasGreeted = true;
        } catch (SSLException e) {
            failed(e);
        }
    }

    /// These bytes arrived. They are taken in until [#advance()] has returned false.
    void offer(ByteBuffer bytes) {
        if (!input.hasRemaining()) {
            input = bytes;
            return;
        }
        ByteBuffer joined = ByteBuffer.allocate(input.remaining() + bytes.remaining());
        input = joined.put(input).put(bytes).flip();
    }

    /// Takes one step; false if the next needs more bytes from the peer.
    boolean advance() {
        plain.clear().limit(0);
        if (problem.isPresent() || isClosed) {
            return false;
        }
        try {
            boolean goesOn = step();
            if (!goesOn) {
                keepRest();
            }
            return goesOn;
        } catch (SSLException | RuntimeException e) {
            // The peer's bytes brought this about, whatever kind of exception it is.
            failed(e);
            return false;
        }
    }

    private void failed(Exception e) {
        String message = e.getMessage();
        problem = Optional.of(message == null ? e.getClass().getSimpleName() : message);
        input = NO_BYTES;
    }

    private boolean step() throws SSLException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                yield true;
            }
            case NEED_WRAP -> wrap(NO_BYTES) != Status.CLOSED;
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap();
        };
    }

    private boolean unwrap() throws SSLException {
        plain.clear();
        SSLEngineResult result = engine.unwrap(input, plain);
        plain.flip();
        isClosed = result.getStatus() == Status.CLOSED;
        boolean moved = result.bytesConsumed() + result.bytesProduced() > 0;
        return (result.getStatus() == Status.OK && moved) || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
    }

    private Status wrap(ByteBuffer bytes) throws SSLException {
        wrapped.clear();
        SSLEngineResult result = engine.wrap(bytes, wrapped);
        byte[] bytesOut = new byte[wrapped.flip().remaining()];
        wrapped.get(bytesOut);
        output.writeBytes(bytesOut);
        return result.getStatus();
    }

    /// The buffer that the bytes came in is somebody else's after this.
    private void keepRest() {
        if (input.hasRemaining()) {
            input = ByteBuffer.allocate(input.remaining()).put(input).flip();
        } else {
            input = NO_BYTES;
        }
    }

    /// Encrypts these bytes for the peer.
    void send(byte[] bytes) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            Status status = Status.OK;
            while (left.hasRemaining() && status == Status.OK) {
                status = wrap(left);
            }
        } catch (SSLException | RuntimeException e) {
            failed(e);
        }
    }

    /// What is to be sent at the end: nothing, unless the connection is closed as the standard demands.
    byte[] goodbye() {
        if (closesProperly && problem.isEmpty()) {
            try {
                engine.closeOutbound();
                wrap(NO_BYTES);
            } catch (SSLException | RuntimeException e) {
                failed(e);
            }
        }
        return takeOutput();
    }

    byte[] takeOutput() {
        byte[] taken = output.toByteArray();
        output.reset();
        return taken;
    }

    /// What the last step brought from the peer.
    ByteBuffer plain() {
        return plain;
    }

    /// The handshake is done; bytes can be sent.
    boolean isSecured() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return hasGreeted && status == HandshakeStatus.NOT_HANDSHAKING;
    }

    /// The peer said that it will send no more.
    boolean isClosed() {
        return isClosed;
    }

    Optional<String> problem() {
        return problem;
    }
}
