package dev.baton.daemon;

import dev.baton.linux.EventLoop;
import dev.baton.linux.KernelException;
import dev.baton.linux.RouteNetlink;
import dev.baton.wire.netlink.RouteRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the kernel for many addresses without keeping the adverts of other routers waiting: so many at once, the rest
/// in the wake-ups that follow. Requests of one router keep their order.
final class AddressBatches implements AutoCloseable {
    /// Takes the kernel some three milliseconds.
    private static final int AT_ONCE = 128;

    private final EventLoop loop;
    private final RouteNetlink netlink;
    private final Map<String, Deque<Batch>> waiting = new HashMap<>();

    AddressBatches(EventLoop loop, RouteNetlink netlink) {
        this.loop = loop;
        this.netlink = netlink;
    }

    /// Learns for each request whether it was refused.
    @FunctionalInterface
    interface Answers {
        void take(int index, Optional<KernelException> refusal);
    }

    private record Batch(List<RouteRequest> requests, int start, Answers answers) {}

    /// Asks at once for what fits, unless earlier requests of the router are still waiting.
    void submit(String router, List<RouteRequest> requests, Answers answers) {
        if (waiting.containsKey(router)) {
            waiting.get(router).add(new Batch(requests, 0, answers));
            return;
        }
        int end = execute(new Batch(requests, 0, answers));
        if (end < requests.size()) {
            Deque<Batch> queue = new ArrayDeque<>();
            queue.add(new Batch(requests, end, answers));
            waiting.put(router, queue);
            loop.post(() -> goOn(router));
        }
    }

    private int execute(Batch batch) {
        int end = Math.min(batch.requests().size(), batch.start() + AT_ONCE);
        List<Optional<KernelException>> outcomes =
                netlink.execute(batch.requests().subList(batch.start(), end));
        for (int index = batch.start(); index < end; index++) {
            batch.answers().take(index, outcomes.get(index - batch.start()));
        }
        return end;
    }

    private void goOn(String router) {
        @Nullable Deque<Batch> queue = waiting.get(router);
        if (queue == null) {
            return;
        }
        Batch batch = queue.remove();
        int end = execute(batch);
        if (end < batch.requests().size()) {
            queue.addFirst(new Batch(batch.requests(), end, batch.answers()));
        }
        if (queue.isEmpty()) {
            waiting.remove(router);
        } else {
            loop.post(() -> goOn(router));
        }
    }

    /// Does all that is waiting.
    @Override
    public void close() {
        for (String router : List.copyOf(waiting.keySet())) {
            while (waiting.containsKey(router)) {
                goOn(router);
            }
        }
    }
}
