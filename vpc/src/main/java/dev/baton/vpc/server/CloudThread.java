package dev.baton.vpc.server;

import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.cloud.CloudEffect;
import dev.baton.havip.cloud.CloudEvent;
import dev.baton.havip.resource.Resource;
import dev.baton.vpc.gateway.GatewayError;
import dev.baton.vpc.store.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The thread that owns the engine: a queue of calls and facts, and for each what it comes to, stored first, then
/// carried out, then answered.
///
/// The engine's memory is never ahead of the store. When the store fails, the engine is thrown away, callers are told
/// to try again, and the next one is made from what the store holds, as after a restart.
public final class CloudThread implements Api, AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.baton.vpc.server");

    /// Calls that wait; more are told to try again.
    private static final int WAITING = 1_000;

    private static final int WAIT_SECONDS = 10;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final CloudSource source;
    private final Network network;
    private final InstantSource clock;
    private final CloudWatcher watcher;
    private final BlockingQueue<Task> inbox = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final Thread thread;

    /// Belongs to the thread. Empty while the store cannot be reached.
    private Optional<CloudSource.Session> session;

    private Instant nextAttempt = Instant.MIN;
    private volatile boolean stopping;

    private sealed interface Task {
        record Call(ApiCall call, CompletableFuture<ApiAnswer> answer) implements Task {}

        record Fact(CloudEvent event) implements Task {}

        /// Wants to see all resources; fails while the store cannot be reached.
        record Show(CompletableFuture<List<Resource>> resources) implements Task {}

        /// Only wakes the thread.
        record Look() implements Task {}
    }

    private CloudThread(CloudSource source, Network network, InstantSource clock, CloudWatcher watcher)
            throws StoreException {
        this.source = source;
        this.network = network;
        this.clock = clock;
        this.watcher = watcher;
        this.session = Optional.of(source.open());
        this.thread = Thread.ofPlatform().name("cloud").unstarted(this::run);
    }

    /// Reads the store, tells the network what must be, and takes calls from then on.
    ///
    /// @param watcher is told on the engine's thread
    /// @throws StoreException if the store cannot be opened or read
    public static CloudThread start(CloudSource source, Network network, InstantSource clock, CloudWatcher watcher)
            throws StoreException {
        CloudThread cloud = new CloudThread(source, network, clock, watcher);
        network.open(cloud::report);
        cloud.thread.start();
        return cloud;
    }

    @Override
    public ApiAnswer call(ApiCall call) {
        CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
        if (stopping || !room.tryAcquire()) {
            return unavailable();
        }
        try {
            inbox.add(new Task.Call(call, answer));
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable();
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers are not given by exception", e);
        } finally {
            room.release();
        }
    }

    /// All resources of all accounts as they are now; empty while the store cannot be reached, or if the server ends.
    public Optional<List<Resource>> resources() {
        CompletableFuture<List<Resource>> resources = new CompletableFuture<>();
        inbox.add(new Task.Show(resources));
        try {
            return stopping ? Optional.empty() : Optional.of(resources.get(WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private void report(CloudEvent event) {
        inbox.add(new Task.Fact(event));
    }

    /// Ends after what was being done; what waits is told to try again. Everything acknowledged is stored.
    @Override
    public void close() throws StoreException {
        stopping = true;
        inbox.add(new Task.Look());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        resume();
        while (!stopping) {
            try {
                Task task = inbox.poll(patience().toMillis(), TimeUnit.MILLISECONDS);
                take(task == null ? new Task.Look() : task);
            } catch (InterruptedException e) {
                LOG.log(Level.WARNING, "interrupted, and so stopping", e);
                stopping = true;
            }
        }
        inbox.forEach(this::refuse);
        end();
    }

    /// Until the engine wants to see time pass, or the store is tried again.
    private Duration patience() {
        Instant now = clock.instant();
        Optional<Instant> wake = session.isPresent() ? session.get().cloud().deadline() : Optional.of(nextAttempt);
        return wake.map(when -> Duration.between(now, when))
                .map(left -> left.isNegative() ? Duration.ZERO : left.plusMillis(1))
                .orElse(Duration.ofHours(1));
    }

    private void take(Task task) {
        if (session.isEmpty()) {
            reopen();
        }
        if (session.isEmpty()) {
            refuse(task);
            return;
        }
        switch (task) {
            case Task.Call call -> handle(new CloudEvent.Called(call.call()), Optional.of(call.answer()));
            case Task.Fact fact -> handle(fact.event(), Optional.empty());
            case Task.Show show -> {
                handle(new CloudEvent.Elapsed(), Optional.empty());
                show.resources()
                        .complete(session.map(now -> now.cloud().resources()).orElse(List.of()));
            }
            case Task.Look() -> handle(new CloudEvent.Elapsed(), Optional.empty());
        }
    }

    private void handle(CloudEvent event, Optional<CompletableFuture<ApiAnswer>> caller) {
        try {
            CloudSource.Session now = session.orElseThrow();
            List<CloudEffect> effects = now.cloud().handle(clock.instant(), event);
            now.store().keep(effects);
            carryOut(effects, caller);
            tellOfChanges(effects);
        } catch (StoreException e) {
            LOG.log(Level.ERROR, e.getMessage());
            caller.ifPresent(waiting -> waiting.complete(unavailable()));
            abandon();
        } catch (RuntimeException e) {
            // A defect of the engine: what it remembers is not to be trusted, what is stored is.
            LOG.log(Level.ERROR, "taking in " + event.getClass().getSimpleName(), e);
            caller.ifPresent(waiting -> waiting.complete(new ApiAnswer.Failed(GatewayError.INTERNAL_ERROR.error())));
            abandon();
        }
    }

    private void carryOut(List<CloudEffect> effects, Optional<CompletableFuture<ApiAnswer>> caller) {
        for (CloudEffect effect : effects) {
            switch (effect) {
                case CloudEffect.Store stored -> {}
                case CloudEffect.Forget forgotten -> {}
                case CloudEffect.Network order -> network.order(order.order());
                case CloudEffect.Machine order -> network.order(order.order());
                case CloudEffect.Noted noted -> watcher.noted(noted.entry());
                case CloudEffect.Answered answered -> caller.ifPresent(waiting -> waiting.complete(answered.answer()));
            }
        }
    }

    private void tellOfChanges(List<CloudEffect> effects) {
        if (!effects.isEmpty() && !(effects.getFirst() instanceof CloudEffect.Answered)) {
            watcher.changed();
        }
    }

    /// Tells the network everything that must be.
    private void resume() {
        try {
            CloudSource.Session now = session.orElseThrow();
            List<CloudEffect> effects = now.cloud().resume(clock.instant());
            now.store().keep(effects);
            carryOut(effects, Optional.empty());
            network.settled();
        } catch (StoreException e) {
            LOG.log(Level.ERROR, e.getMessage());
            abandon();
        }
    }

    private void reopen() {
        if (clock.instant().isBefore(nextAttempt)) {
            return;
        }
        try {
            session = Optional.of(source.open());
            LOG.log(Level.INFO, "the store is back");
            resume();
        } catch (StoreException e) {
            LOG.log(Level.WARNING, e.getMessage());
            nextAttempt = clock.instant().plus(BETWEEN_ATTEMPTS);
        }
    }

    private void abandon() {
        end();
        session = Optional.empty();
        nextAttempt = clock.instant().plus(BETWEEN_ATTEMPTS);
    }

    private void end() {
        try {
            if (session.isPresent()) {
                session.get().store().close();
            }
        } catch (StoreException e) {
            LOG.log(Level.DEBUG, e.getMessage());
        }
    }

    private void refuse(Task task) {
        switch (task) {
            case Task.Call call -> call.answer().complete(unavailable());
            case Task.Show show -> show.resources().completeExceptionally(new IllegalStateException("no store"));
            case Task.Fact fact -> {}
            case Task.Look() -> {}
        }
    }

    private static ApiAnswer unavailable() {
        return new ApiAnswer.Failed(GatewayError.SERVICE_UNAVAILABLE.error());
    }
}
