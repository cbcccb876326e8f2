package dev.baton.daemon.control;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Serves the control socket on a thread of its own, `control`, which waits for no client.
///
/// What is said: a client writes a request, words on one line; the answer is one line of JSON, an object, with `error`
/// in it if there is none. Then the next request may come. An answer to every request of which the line feed came, in
/// order. A client that is slow in writing or reading is cut off, see [ControlBounds].
public final class ControlThread implements AutoCloseable {
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);
    private static final Duration END_MAX = Duration.ofSeconds(1);

    private final Path path;
    private final Answers answers;
    private final ControlBounds bounds;
    private final Consumer<String> log;
    private final Selector selector;
    private final Thread thread;
    private Tick acceptAgain = Tick.NEVER;
    private volatile boolean ending;

    private ControlThread(Path path, Answers answers, ControlBounds bounds, Consumer<String> log) throws IOException {
        this.path = path;
        this.answers = answers;
        this.bounds = bounds;
        this.log = log;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("control").daemon().unstarted(this::run);
    }

    /// Opens the socket on its thread and serves it. A socket that cannot be had is a line in the log: VRRP does not
    /// need it.
    ///
    /// @param sources what can be asked for
    /// @param log takes a line; must not wait
    public static ControlThread start(Path path, DaemonFacts facts, List<StatusSource> sources, Consumer<String> log) {
        return start(path, new StatusAnswers(facts, sources), ControlBounds.DEFAULT, log);
    }

    static ControlThread start(Path path, Answers answers, ControlBounds bounds, Consumer<String> log) {
        try {
            ControlThread started = new ControlThread(path, answers, bounds, log);
            started.thread.start();
            return started;
        } catch (IOException noDescriptor) {
            throw new UncheckedIOException(noDescriptor);
        }
    }

    private void run() {
        try (selector;
                SocketFile socket = SocketFile.open(path)) {
            SelectionKey listening = socket.channel().register(selector, SelectionKey.OP_ACCEPT);
            while (!ending) {
                selector.select(key -> serve(key, listening), millisToWait());
                cutOff(listening);
            }
            conversations().forEach(Conversation::close);
        } catch (IOException | RuntimeException refused) {
            log.accept("No control socket " + path + ": " + refused.getMessage());
        }
    }

    private void serve(SelectionKey key, SelectionKey listening) {
        if (key.equals(listening)) {
            accept(listening);
        } else {
            proceed(key, (Conversation) key.attachment());
        }
    }

    /// One client a time, so that those who wait come in between.
    private void accept(SelectionKey listening) {
        try {
            SocketChannel channel = ((java.nio.channels.ServerSocketChannel) listening.channel()).accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            Conversation conversation = new Conversation(channel, bounds);
            if (conversations().size() >= bounds.clients()) {
                conversation.end("busy: " + bounds.clients() + " clients are being served");
            }
            proceed(channel.register(selector, SelectionKey.OP_READ, conversation), conversation);
        } catch (IOException noDescriptor) {
            // It would be reported again at once.
            listening.interestOps(0);
            acceptAgain = MonotonicClock.now().plus(PAUSE_AFTER_REFUSAL);
        }
    }

    private void proceed(SelectionKey key, Conversation conversation) {
        int next = 0;
        try {
            next = conversation.proceed(answers, bounds.waitingBytes() - waitingBytes());
        } catch (IOException gone) {
            // Nobody is there to be told.
        }
        if (next == 0) {
            key.cancel();
            conversation.close();
        } else {
            key.interestOps(next);
        }
    }

    private void cutOff(SelectionKey listening) {
        Tick now = MonotonicClock.now();
        if (acceptAgain.isReachedAt(now)) {
            acceptAgain = Tick.NEVER;
            listening.interestOps(SelectionKey.OP_ACCEPT);
        }
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Conversation late && late.deadline().isReachedAt(now)) {
                key.cancel();
                late.close();
            }
        }
    }

    private List<Conversation> conversations() {
        return selector.keys().stream()
                .filter(SelectionKey::isValid)
                .flatMap(key -> key.attachment() instanceof Conversation each
                        ? java.util.stream.Stream.of(each)
                        : java.util.stream.Stream.empty())
                .toList();
    }

    private long waitingBytes() {
        return conversations().stream().mapToLong(Conversation::waitingBytes).sum();
    }

    /// 0 means for ever.
    private long millisToWait() {
        Tick next = conversations().stream().map(Conversation::deadline).reduce(acceptAgain, Tick::earlier);
        return next.equals(Tick.NEVER)
                ? 0
                : Math.max(1, next.since(MonotonicClock.now()).toMillis() + 1);
    }

    /// Removes the socket and ends; waits for that, a second at most.
    @Override
    public void close() {
        ending = true;
        selector.wakeup();
        try {
            thread.join(END_MAX);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
