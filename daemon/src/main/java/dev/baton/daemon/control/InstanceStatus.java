package dev.baton.daemon.control;

import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.vrrp.RouterView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The instances, as the protocol thread says.
///
/// It is asked at most 20 times a second, however many clients there are, and never again before it has answered.
public final class InstanceStatus implements StatusSource {
    private static final Duration FRESH = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Consumer<Runnable> protocolThread;
    private final Supplier<List<RouterView>> routers;
    private CompletableFuture<InstancesSnapshot> asked = new CompletableFuture<>();
    private boolean isAsking;
    private Optional<InstancesSnapshot> last = Optional.empty();

    /// @param protocolThread runs work there soon
    /// @param routers called there
    public InstanceStatus(Consumer<Runnable> protocolThread, Supplier<List<RouterView>> routers) {
        this.protocolThread = protocolThread;
        this.routers = routers;
    }

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public Snapshot snapshot() throws NoAnswer {
        Tick now = MonotonicClock.now();
        if (last.filter(snapshot -> now.since(snapshot.at()).compareTo(FRESH) < 0)
                .isEmpty()) {
            ask();
        }
        return last.orElseThrow(() -> new NoAnswer("the protocol thread has not answered yet"));
    }

    /// A protocol thread that hangs leaves us with what it said last; its age tells.
    private void ask() {
        if (!isAsking) {
            CompletableFuture<InstancesSnapshot> answer = new CompletableFuture<>();
            asked = answer;
            isAsking = true;
            protocolThread.accept(() -> answer.complete(new InstancesSnapshot(MonotonicClock.now(), routers.get())));
        }
        try {
            last = Optional.of(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            isAsking = false;
        } catch (TimeoutException hanging) {
            // It may answer later.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
