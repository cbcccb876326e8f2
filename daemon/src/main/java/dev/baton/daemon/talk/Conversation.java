package dev.baton.daemon.talk;

import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.dialogue.Dialogue;
import dev.baton.health.dialogue.Dialogue.Step;
import dev.baton.linux.ClientSocket;
import dev.baton.linux.Errno;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One dialogue over one socket, from the connection to the verdict.
public final class Conversation extends DeadlineWheel.Waiting {
    /// Others have their turn after so many buffers.
    private static final int READS_MAX = 8;

    private static final byte[] NOTHING = {};

    private enum Phase {
        CONNECTING,
        SECURING,
        TALKING,
        ENDED
    }

    private final Conversations all;
    private final Duration timeout;
    private final Dialogue dialogue;
    private final Consumer<ProbeResult> whenEnded;
    /// What readiness of the socket is told by; negative while it is not watched.
    long key = -1;

    private Phase phase = Phase.CONNECTING;
    private @Nullable ClientSocket socket;
    private @Nullable TlsConnection tls;
    private byte[] unsent = NOTHING;
    private int sent;
    /// When the patience with this peer is at its end, and when it last gave cause for some.
    private long end;

    private long lastHeard;

    Conversation(Conversations all, Duration timeout, Dialogue dialogue, Consumer<ProbeResult> whenEnded) {
        this.all = all;
        this.timeout = timeout;
        this.dialogue = dialogue;
        this.whenEnded = whenEnded;
    }

    void takes(ClientSocket opened, Optional<TlsConnection> secured) {
        socket = opened;
        tls = secured.orElse(null);
    }

    /// The connection is under way, or for datagrams there.
    void begin(boolean isConnected) {
        lastHeard = MonotonicClock.now().nanos();
        end = lastHeard + Dialogue.PATIENCE * timeout.toNanos();
        all.deadlines().set(this, lastHeard + timeout.toNanos());
        if (isConnected) {
            phase = Phase.TALKING;
            take(dialogue.opened());
        }
    }

    /// The socket can do something.
    void ready(boolean readable, boolean writable, boolean failed) {
        if (phase == Phase.CONNECTING) {
            connected(writable, failed);
        } else if (writable && sent < unsent.length) {
            flush();
        }
        if (readable && phase != Phase.ENDED && phase != Phase.CONNECTING) {
            read();
        }
    }

    private void connected(boolean writable, boolean failed) {
        Optional<Errno> error = failed ? socket().takeError() : Optional.empty();
        if (error.isPresent()) {
            end(Conversations.failed(error.get()));
        } else if (writable) {
            heard();
            if (tls == null) {
                phase = Phase.TALKING;
                take(dialogue.opened());
            } else {
                phase = Phase.SECURING;
                tls.greet();
                afterTls(tls);
            }
        }
    }

    private void read() {
        for (int reads = 0; reads < READS_MAX; reads++) {
            int length = socket().receive();
            if (length == ClientSocket.NOTHING) {
                return;
            }
            if (length < 0) {
                end(Conversations.failed(new Errno(-length)));
            } else if (length == 0 && all.received().limit() == 0 && isStream()) {
                streamEnded();
            } else {
                heard();
                received(all.received());
            }
            if (phase == Phase.ENDED) {
                return;
            }
        }
        all.again(this, socket());
    }

    private boolean isStream() {
        return socket().kind() == ClientSocket.Kind.STREAM;
    }

    private void received(ByteBuffer bytes) {
        if (tls == null) {
            take(dialogue.feed(bytes));
        } else {
            tls.offer(bytes);
            afterTls(tls);
        }
    }

    /// Goes on as far as what has arrived allows.
    private void afterTls(TlsConnection secured) {
        while (phase != Phase.ENDED && secured.advance()) {
            transmit(secured.takeOutput());
            if (phase == Phase.SECURING && secured.isSecured()) {
                phase = Phase.TALKING;
                take(dialogue.opened());
            }
            if (phase == Phase.TALKING && secured.plain().hasRemaining()) {
                take(dialogue.feed(secured.plain()));
            }
        }
        if (phase == Phase.ENDED) {
            return;
        }
        transmit(secured.takeOutput());
        secured.problem().ifPresent(problem -> end(new ProbeResult.Failed(new ProbeFailure.TlsFailed(problem))));
        if (phase != Phase.ENDED && secured.isClosed()) {
            streamEnded();
        }
    }

    private void streamEnded() {
        if (phase == Phase.SECURING) {
            end(new ProbeResult.Failed(new ProbeFailure.Closed("during the TLS handshake")));
            return;
        }
        take(dialogue.closed());
        if (phase != Phase.ENDED) {
            end(new ProbeResult.Failed(new ProbeFailure.Closed("before " + dialogue.awaited())));
        }
    }

    private void take(Step step) {
        switch (step) {
            case Step.Wait() -> {}
            case Step.Send(byte[] bytes) -> say(bytes);
            case Step.Ended(ProbeResult result) -> end(result);
        }
    }

    private void say(byte[] bytes) {
        if (tls == null) {
            transmit(bytes);
        } else {
            tls.send(bytes);
            transmit(tls.takeOutput());
        }
    }

    private void transmit(byte[] bytes) {
        if (bytes.length == 0 || phase == Phase.ENDED) {
            return;
        }
        if (sent < unsent.length) {
            byte[] joined = new byte[unsent.length - sent + bytes.length];
            System.arraycopy(unsent, sent, joined, 0, unsent.length - sent);
            System.arraycopy(bytes, 0, joined, unsent.length - sent, bytes.length);
            unsent = joined;
        } else {
            unsent = bytes;
        }
        sent = 0;
        flush();
    }

    private void flush() {
        while (sent < unsent.length) {
            int count = socket().send(unsent, sent);
            if (count == ClientSocket.NOTHING) {
                return;
            }
            if (count < 0) {
                sendFailed(new Errno(-count));
                return;
            }
            sent += count;
        }
        unsent = NOTHING;
        sent = 0;
    }

    /// A peer may have said all it has to say and closed before it heard us out: that is read first.
    private void sendFailed(Errno error) {
        unsent = NOTHING;
        sent = 0;
        if (!isStream() || !error.equals(Errno.EPIPE)) {
            end(Conversations.failed(error));
        }
    }

    private void heard() {
        lastHeard = MonotonicClock.now().nanos();
    }

    @Override
    void expired(Tick now) {
        long due = Math.min(lastHeard + timeout.toNanos(), end);
        if (due > now.nanos()) {
            all.deadlines().set(this, due);
            return;
        }
        Duration limit = now.nanos() >= end ? timeout.multipliedBy(Dialogue.PATIENCE) : timeout;
        end(
                switch (phase) {
                    case CONNECTING -> late("the connection", limit);
                    case SECURING -> late("the TLS handshake", limit);
                    case TALKING, ENDED -> dialogue.timedOut(limit);
                });
    }

    private static ProbeResult late(String what, Duration limit) {
        return new ProbeResult.Failed(new ProbeFailure.TimedOut(what, limit));
    }

    /// This is the verdict, if there is none yet.
    void end(ProbeResult result) {
        if (phase == Phase.ENDED) {
            return;
        }
        if (tls != null && phase == Phase.TALKING) {
            transmit(tls.goodbye());
        }
        release();
        all.later(() -> whenEnded.accept(result));
    }

    /// Ends it; no result is told.
    public void giveUp() {
        if (phase != Phase.ENDED) {
            release();
        }
    }

    private void release() {
        phase = Phase.ENDED;
        all.deadlines().clear(this);
        all.forget(this);
        if (socket != null) {
            socket.close();
            socket = null;
        }
        tls = null;
        unsent = NOTHING;
    }

    private ClientSocket socket() {
        return Objects.requireNonNull(socket, "an ended conversation has no socket");
    }
}
