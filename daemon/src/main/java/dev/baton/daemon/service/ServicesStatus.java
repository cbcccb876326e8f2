package dev.baton.daemon.service;

import dev.baton.daemon.control.StatusSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The virtual servers for `baton status`, as the threads of their checks and their data plane say.
///
/// Each is asked anew only when it has answered: a data plane that takes long to list leaves us with its last answer.
public final class ServicesStatus implements StatusSource {
    private static final Duration PATIENCE = Duration.ofMillis(450);

    private final Supplier<Optional<Services>> services;
    private final Question<CheckedServices> checked = new Question<>();
    private final Question<Balancing.Condition> balanced = new Question<>();

    /// @param services called on the control thread; empty while there are no virtual servers
    public ServicesStatus(Supplier<Optional<Services>> services) {
        this.services = services;
    }

    /// What was asked and what was answered last.
    private static final class Question<T> {
        private Optional<CompletableFuture<T>> asked = Optional.empty();
        private Optional<T> last = Optional.empty();

        Optional<T> answer(Supplier<CompletableFuture<T>> ask) {
            CompletableFuture<T> pending = asked.orElseGet(ask);
            asked = Optional.of(pending);
            try {
                last = Optional.of(pending.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
                asked = Optional.empty();
            } catch (TimeoutException busy) {
                // It may answer later.
            } catch (ExecutionException bug) {
                asked = Optional.empty();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return last;
        }
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public Snapshot snapshot() throws NoAnswer {
        Optional<Services> running = services.get();
        if (running.isEmpty()) {
            return ServicesSnapshot.none();
        }
        CheckedServices seen = checked.answer(running.get()::checked)
                .orElseThrow(() -> new NoAnswer("the thread of the checks has not answered yet"));
        return new ServicesSnapshot(seen, balanced.answer(running.get()::condition));
    }
}
