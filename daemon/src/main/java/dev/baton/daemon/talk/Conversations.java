package dev.baton.daemon.talk;

import dev.baton.daemon.thread.LoopThread;
import dev.baton.daemon.tls.ClientIdentity;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec.Tls;
import dev.baton.health.dialogue.Dialogue;
import dev.baton.linux.ClientSocket;
import dev.baton.linux.ClientSockets;
import dev.baton.linux.Errno;
import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.Tick;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every dialogue that is being held with a peer: sockets, deadlines, and the memory that all of them share. Used on
/// one thread only.
///
/// However many there are, each costs a socket and some hundred bytes; with TLS some tens of kilobytes.
public final class Conversations implements AutoCloseable {
    /// These say that this machine has run out of something, and nothing about the peer.
    private static final Set<Errno> EXHAUSTED =
            Set.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.ENOBUFS, Errno.EAGAIN, Errno.EPERM, Errno.EACCES);

    private final LoopThread thread;
    private final ClientSockets sockets = ClientSockets.open();
    private final DeadlineWheel deadlines;
    private final TlsConnections tls = new TlsConnections();
    private final List<@Nullable Conversation> slots = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Runnable> outcomes = new ArrayDeque<>();
    private boolean isTelling;
    private boolean willTell;
    /// Tells a socket from an earlier one in the same slot.
    private int generation;

    /// Takes up work on this thread; to be called there.
    public Conversations(LoopThread thread) {
        this.thread = thread;
        deadlines = new DeadlineWheel(thread.agenda());
        thread.loop().watch(sockets, this::poll);
    }

    /// Who we are to servers that ask, from now on.
    public void present(Optional<ClientIdentity> client) {
        tls.present(client);
    }

    /// Begins one. Its result is told later, never from within this call.
    public Conversation start(
            Endpoint endpoint,
            ClientSocket.Kind kind,
            Optional<Tls> secured,
            Dialogue dialogue,
            Consumer<ProbeResult> whenEnded) {
        Conversation started = new Conversation(this, endpoint.timeout(), dialogue, whenEnded);
        try {
            ClientSocket socket = sockets.open(kind, endpoint.address().family());
            started.takes(socket, secured.map(tls::open));
            prepare(socket, endpoint);
            Optional<Errno> error = socket.connect(endpoint.address(), endpoint.port());
            if (error.isPresent()) {
                started.end(couldNotConnect(error.get(), endpoint));
                return started;
            }
            generation++;
            started.key = (long) generation << Integer.SIZE | takeSlot(started);
            sockets.watch(socket, started.key);
            started.begin(kind != ClientSocket.Kind.STREAM);
        } catch (KernelException refused) {
            started.end(refusal(refused));
        }
        return started;
    }

    private static void prepare(ClientSocket socket, Endpoint endpoint) {
        endpoint.bindDevice().ifPresent(socket::bindToDevice);
        if (endpoint.mark() != 0) {
            socket.mark(endpoint.mark());
        }
        endpoint.bindAddress().ifPresent(address -> socket.bind(address, endpoint.bindPort()));
    }

    private int takeSlot(Conversation conversation) {
        Integer slot = free.poll();
        if (slot == null) {
            slots.add(conversation);
            return slots.size() - 1;
        }
        slots.set(slot, conversation);
        return slot;
    }

    /// Ports that have run out are our own trouble, unless one of them was demanded.
    private static ProbeResult couldNotConnect(Errno error, Endpoint endpoint) {
        boolean noPort = error.equals(Errno.EADDRNOTAVAIL) && endpoint.bindPort() == 0;
        return noPort || error.equals(Errno.EAGAIN) || error.equals(Errno.ENOBUFS)
                ? new ProbeResult.NotTried("connect: " + error.text())
                : failed(error);
    }

    private static ProbeResult refusal(KernelException refused) {
        return EXHAUSTED.contains(refused.errno())
                ? new ProbeResult.NotTried(refused.getMessage())
                : failed(refused.errno());
    }

    static ProbeResult failed(Errno error) {
        return new ProbeResult.Failed(new ProbeFailure.ConnectionError(error.text()));
    }

    private void poll(Tick now) {
        sockets.poll((key, readable, writable, failed) -> {
            Conversation found = slots.get((int) key);
            if (found != null && found.key == key) {
                found.ready(readable, writable, failed);
            }
        });
        tell();
    }

    DeadlineWheel deadlines() {
        return deadlines;
    }

    ByteBuffer received() {
        return sockets.received();
    }

    /// There is more to read than one turn may take.
    void again(Conversation conversation, ClientSocket socket) {
        sockets.again(socket, conversation.key);
    }

    /// The conversation is over.
    void forget(Conversation conversation) {
        if (conversation.key >= 0) {
            int slot = (int) conversation.key;
            slots.set(slot, null);
            free.push(slot);
        }
    }

    /// Has something told after what is being done.
    public void later(Runnable outcome) {
        outcomes.add(outcome);
        if (!isTelling && !willTell) {
            willTell = true;
            thread.agenda().at(MonotonicClock.now(), this::tell);
        }
    }

    private void tell() {
        willTell = false;
        isTelling = true;
        for (Runnable outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            outcome.run();
        }
        isTelling = false;
    }

    /// Ends all of them; no result is told any more.
    @Override
    public void close() {
        for (Conversation conversation : new ArrayList<>(slots)) {
            if (conversation != null) {
                conversation.giveUp();
            }
        }
        outcomes.clear();
        thread.loop().unwatch(sockets);
        sockets.close();
    }
}
