package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads the configuration again on another thread, so that adverts go on meanwhile.
final class Reload {
    private final Supplier<Optional<ActiveParts>> reader;
    private final EventLoop loop;
    private final Consumer<ActiveParts> taker;
    private final Log log;
    private boolean reading;
    private boolean again;

    /// @param reader empty if what is there now cannot be run
    /// @param taker gets what was read, on the loop's thread
    Reload(Supplier<Optional<ActiveParts>> reader, EventLoop loop, Consumer<ActiveParts> taker, Log log) {
        this.reader = reader;
        this.loop = loop;
        this.taker = taker;
        this.log = log;
    }

    /// On the loop's thread. A request during a reload leads to another one after it.
    void request() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        log.line("Reloading");
        Thread.ofPlatform().name("reload").daemon().start(() -> {
            Optional<ActiveParts> read = reader.get();
            loop.post(() -> finished(read));
        });
    }

    private void finished(Optional<ActiveParts> read) {
        reading = false;
        read.ifPresentOrElse(taker, () -> log.line("Reload refused; the former configuration goes on"));
        if (again) {
            again = false;
            request();
        }
    }
}
