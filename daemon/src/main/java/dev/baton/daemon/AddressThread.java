package dev.baton.daemon;

import dev.baton.linux.KernelException;
import dev.baton.linux.MonotonicClock;
import dev.baton.linux.RouteNetlink;
import dev.baton.wire.netlink.RouteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Asks the kernel for addresses, one request after the other in the order in which they were handed over.
///
/// Every such request waits for a lock that the kernel shares between all network namespaces, so whoever builds
/// namespaces holds it up by tens of milliseconds. On a thread of its own it holds up no advert.
///
/// **A lease lives only as long as the protocol thread does.** A [Renewal] is one request, made with an advert; when
/// its time has come and it is older than [#AGE_MAX], it is dropped. A protocol thread that hangs, or a process that
/// was frozen, asks for none.
final class AddressThread implements AutoCloseable {
    /// For the kernel and whoever lists threads.
    static final String NAME = "addresses";

    /// The pause between two renewals: by then a living protocol thread has asked again.
    static final Duration AGE_MAX = Duration.ofMillis(250);

    private static final int AT_ONCE = 256;
    private static final Duration SETTLING_MAX = Duration.ofSeconds(3);

    private final RouteNetlink changes;
    private final RouteNetlink quiet;
    private final Log log;
    private final LinkedBlockingQueue<Order> queue = new LinkedBlockingQueue<>();
    private final List<Order> taken = new ArrayList<>();
    private final List<RouteRequest> requests = new ArrayList<>();
    private final List<Order> askedFor = new ArrayList<>();
    private final Thread thread;

    /// What there is to do.
    sealed interface Order permits Change, Milestone, Renewal {
        List<? extends RouteRequest> requests();

        default void refused(int index, KernelException refusal) {}

        default void done() {}
    }

    /// Adds or removes addresses.
    ///
    /// @param answers called on the address thread
    record Change(List<? extends RouteRequest> requests, Answers answers) implements Order {
        @Override
        public void refused(int index, KernelException refusal) {
            answers.refused(index, refusal);
        }

        @Override
        public void done() {
            answers.done();
        }
    }

    record Milestone(Runnable reached) implements Order {
        @Override
        public List<RouteRequest> requests() {
            return List.of();
        }

        @Override
        public void done() {
            reached.run();
        }
    }

    /// What became of a change; called on the address thread.
    interface Answers {
        void refused(int index, KernelException refusal);

        /// Comes last, whether something was refused or not.
        void done();
    }

    /// The leases of one router that are to begin anew, as often as it is asked for.
    static final class Renewal implements Order {
        private final List<RouteRequest.Prepared> requests;
        private final boolean isTold;
        private final Answers answers;
        private volatile long askedAt;
        private volatile boolean isWaiting;
        private volatile boolean isCancelled;

        /// @param isTold the renewal comes back as a notification, with the kernel's time stamp
        Renewal(List<RouteRequest.Prepared> requests, boolean isTold, Answers answers) {
            this.requests = requests;
            this.isTold = isTold;
            this.answers = answers;
        }

        /// Takes back what has been asked for and was not done yet.
        void cancel() {
            isCancelled = true;
        }

        @Override
        public List<RouteRequest.Prepared> requests() {
            return requests;
        }

        @Override
        public void refused(int index, KernelException refusal) {
            answers.refused(index, refusal);
        }

        @Override
        public void done() {
            answers.done();
        }
    }

    /// @param changes for what everybody is to hear of
    /// @param quiet for renewals that this process need not be told
    AddressThread(RouteNetlink changes, RouteNetlink quiet, Log log) {
        this.changes = changes;
        this.quiet = quiet;
        this.log = log;
        this.thread = Thread.ofPlatform().name(NAME).daemon().start(this::run);
    }

    /// Adds or removes addresses, after all that was handed over before.
    void change(List<? extends RouteRequest> wanted, Answers answers) {
        queue.add(new Change(wanted, answers));
    }

    /// Renews leases, unless something keeps the request waiting for longer than [#AGE_MAX] or it is cancelled. Asking
    /// again while it waits makes it young again.
    void renew(Renewal renewal) {
        renewal.askedAt = System.nanoTime();
        if (!renewal.isWaiting) {
            renewal.isWaiting = true;
            queue.add(renewal);
        }
    }

    /// Has something done on this thread after all that was handed over before.
    void afterAll(Runnable work) {
        queue.add(new Milestone(work));
    }

    /// Waits until all that was handed over so far is done, for three seconds at most.
    void settle() {
        CountDownLatch settled = new CountDownLatch(1);
        afterAll(settled::countDown);
        try {
            if (!settled.await(SETTLING_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                log.line("the kernel has not answered for " + SETTLING_MAX.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                taken.add(queue.take());
                queue.drainTo(taken, AT_ONCE - 1);
                carryOut();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException bug) {
                log.line(NAME + ": " + bug.getMessage());
            } finally {
                taken.clear();
            }
        }
    }

    /// Orders that go through the same socket are asked for together.
    private void carryOut() {
        int at = 0;
        while (at < taken.size()) {
            boolean told = isTold(taken.get(at));
            int end = at;
            while (end < taken.size() && isTold(taken.get(end)) == told) {
                end++;
            }
            execute(taken.subList(at, end), told ? changes : quiet);
            at = end;
        }
    }

    private static boolean isTold(Order order) {
        return !(order instanceof Renewal renewal) || renewal.isTold;
    }

    private void execute(List<Order> orders, RouteNetlink socket) {
        requests.clear();
        askedFor.clear();
        for (Order order : orders) {
            if (isWanted(order)) {
                for (RouteRequest request : order.requests()) {
                    requests.add(request);
                    askedFor.add(order);
                }
            }
        }
        try {
            socket.execute(requests, this::refused);
        } catch (KernelException broken) {
            log.line(broken.getMessage());
        } finally {
            orders.forEach(Order::done);
        }
    }

    private void refused(int index, KernelException refusal) {
        Order order = askedFor.get(index);
        order.refused(index - askedFor.indexOf(order), refusal);
    }

    private static boolean isWanted(Order order) {
        if (!(order instanceof Renewal renewal)) {
            return true;
        }
        // From here on asking again is a new request.
        renewal.isWaiting = false;
        long age = MonotonicClock.now().nanos() - renewal.askedAt;
        return !renewal.isCancelled && age <= AGE_MAX.toNanos();
    }

    /// Does all that is waiting.
    @Override
    public void close() {
        settle();
        thread.interrupt();
        try {
            thread.join(SETTLING_MAX);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
