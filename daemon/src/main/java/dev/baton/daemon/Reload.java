package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads the configuration again, and has prepared what it needs, on other threads, so that adverts go on meanwhile.
final class Reload {
    private final Supplier<Optional<ActiveParts>> reader;
    private final EventLoop loop;
    private final Preparation preparation;
    private final Consumer<ActiveParts> taker;
    private final Log log;
    private boolean reading;
    private boolean again;

    /// What has to be there before the instances that need it begin.
    @FunctionalInterface
    interface Preparation {
        /// On the loop's thread, and without waiting.
        ///
        /// @param done may be called on any thread
        void begin(ActiveParts next, Runnable done);
    }

    /// @param reader empty if what is there now cannot be run
    /// @param taker gets what was read and prepared, on the loop's thread
    Reload(
            Supplier<Optional<ActiveParts>> reader,
            EventLoop loop,
            Preparation preparation,
            Consumer<ActiveParts> taker,
            Log log) {
        this.preparation = preparation;
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
        if (read.isPresent()) {
            ActiveParts next = read.get();
            preparation.begin(
                    next,
                    () -> loop.post(() -> {
                        taker.accept(next);
                        over();
                    }));
        } else {
            log.line("Reload refused; the former configuration goes on");
            over();
        }
    }

    private void over() {
        reading = false;
        if (again) {
            again = false;
            request();
        }
    }
}
