package dev.baton.vpc.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Server-sent events to one page. Events are offered from any thread and written by the thread of [#run]; a page that
/// does not keep up is let go, and comes back by itself.
final class EventStream {
    private static final int WAITING = 1_000;

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(WAITING);
    private final String account;
    private final String haVip;
    private final AtomicBoolean isOld = new AtomicBoolean();
    private volatile boolean isClosed;

    private record Event(String name, Supplier<Object> data) {}

    /// Whatever a page is to be told at regular times.
    interface Regular {
        void tell();
    }

    /// @param haVip that the page shows; empty if it shows none
    EventStream(String account, String haVip) {
        this.account = account;
        this.haVip = haVip;
    }

    String account() {
        return account;
    }

    String haVip() {
        return haVip;
    }

    /// @param data asked for by the stream's own thread
    void offer(String name, Supplier<Object> data) {
        if (!queue.offer(new Event(name, data))) {
            isClosed = true;
        }
    }

    /// As [#offer], for what replaces what was told before: offered twice before it is written, it is written once.
    void renew(String name, Supplier<Object> data) {
        if (isOld.compareAndSet(false, true)) {
            offer(name, () -> {
                isOld.set(false);
                return data.get();
            });
        }
    }

    void close() {
        isClosed = true;
        boolean _ = queue.offer(new Event("end", () -> ""));
    }

    /// Writes until the page or the server goes.
    ///
    /// @param regular is called every so often, and may [#offer]
    void run(OutputStream out, long everyMillis, Regular regular) throws IOException {
        while (!isClosed) {
            try {
                Event event = queue.poll(everyMillis, TimeUnit.MILLISECONDS);
                if (event != null) {
                    write(out, event);
                } else {
                    regular.tell();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                isClosed = true;
            }
        }
    }

    /// JSON has no line breaks, so that one line of data is enough.
    private static void write(OutputStream out, Event event) throws IOException {
        String text = "event: " + event.name() + "\ndata: "
                + JsonMapper.shared().writeValueAsString(event.data().get()) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
