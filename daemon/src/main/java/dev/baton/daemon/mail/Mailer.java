package dev.baton.daemon.mail;

import dev.baton.daemon.talk.Conversation;
import dev.baton.daemon.talk.Conversations;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeResult;
import dev.baton.health.dialogue.Dialogue;
import dev.baton.linux.ClientSocket;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.IpAddress;
import dev.baton.model.MailSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Hands alerts in at the mail server, one after the other, each once: what fails is logged and not tried again, as
/// with keepalived. Lives on one [LoopThread], on which everything is called; never waits.
///
/// At most [#WAITING_MOST] alerts wait; what comes after that is dropped, and how many is logged.
public final class Mailer implements AutoCloseable {
    static final int WAITING_MOST = 256;

    private final LoopThread thread;
    private final Conversations conversations;
    private final Deque<Alert> waiting = new ArrayDeque<>();
    private Optional<Postman> postman = Optional.empty();
    private Optional<Conversation> current = Optional.empty();
    private boolean isBusy;
    private boolean isClosed;
    private int dropped;

    /// One alert, not yet written out.
    ///
    /// @param at when it happened, however long it waits
    private record Alert(String subject, String body, ZonedDateTime at) {}

    /// To be called on the thread.
    public Mailer(LoopThread thread) {
        this.thread = thread;
        conversations = new Conversations(thread);
    }

    /// Who mails to whom from now on. Without a server or recipients alerts are thrown away.
    ///
    /// @param routerId stands in brackets before each subject
    public void configure(MailSpec spec, String routerId) {
        postman = Postman.of(spec, routerId);
    }

    /// Mails this, after what waits already.
    public void send(String subject, String body) {
        if (postman.isEmpty()) {
            return;
        }
        if (waiting.size() >= WAITING_MOST) {
            dropped++;
            return;
        }
        waiting.add(new Alert(subject, body, ZonedDateTime.now(ZoneId.systemDefault())));
        next();
    }

    private void next() {
        Optional<Postman> by = postman;
        if (isBusy || isClosed || by.isEmpty() || waiting.isEmpty()) {
            return;
        }
        isBusy = true;
        Alert alert = waiting.remove();
        Optional<IpAddress> address = IpAddress.parse(by.get().server());
        if (address.isPresent()) {
            hand(by.get(), address.get(), alert);
        } else {
            // Looking a name up may take long, and there is no way to do it without waiting.
            Thread.ofVirtual().name("mail server").start(() -> lookUp(by.get(), alert));
        }
    }

    private void lookUp(Postman by, Alert alert) {
        try {
            IpAddress found = IpAddress.of(InetAddress.getByName(by.server()).getAddress());
            thread.post(() -> hand(by, found, alert));
        } catch (UnknownHostException unknown) {
            thread.post(() -> failed(by, "its name is not known"));
        }
    }

    private void hand(Postman by, IpAddress address, Alert alert) {
        if (isClosed) {
            return;
        }
        Endpoint endpoint = new Endpoint(address, by.port(), Optional.empty(), 0, Optional.empty(), by.patience(), 0);
        Dialogue dialogue = Dialogue.of(by.letter(alert.subject(), alert.body(), alert.at()));
        current = Optional.of(conversations.start(
                endpoint, ClientSocket.Kind.STREAM, Optional.empty(), dialogue, result -> ended(by, result)));
    }

    private void ended(Postman by, ProbeResult result) {
        switch (result) {
            case ProbeResult.Succeeded() -> done();
            case ProbeResult.Failed(ProbeFailure why) -> failed(by, why.sentence());
            case ProbeResult.NotTried(String why) -> failed(by, why);
            case ProbeResult.Exited _ -> throw new IllegalStateException("no script was run");
        }
    }

    private void failed(Postman by, String why) {
        thread.log("SMTP alert was not handed in at " + by.server() + ": " + why);
        done();
    }

    private void done() {
        isBusy = false;
        current = Optional.empty();
        if (dropped > 0 && waiting.isEmpty()) {
            thread.log(dropped + " SMTP alerts were dropped because " + WAITING_MOST + " were waiting");
            dropped = 0;
        }
        next();
    }

    /// True if nothing waits or is under way.
    public boolean isIdle() {
        return !isBusy && waiting.isEmpty();
    }

    /// Gives up what is not handed in yet.
    @Override
    public void close() {
        isClosed = true;
        waiting.clear();
        current.ifPresent(Conversation::giveUp);
        conversations.close();
    }
}
