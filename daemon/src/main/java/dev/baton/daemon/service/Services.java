package dev.baton.daemon.service;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.notify.Notifier;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.health.HealthEffect;
import dev.baton.health.HealthEvent;
import dev.baton.model.Configuration;
import dev.baton.model.IpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Virtual servers: their checks on the thread `services`, their data plane on the thread `balancer`. Whatever goes
/// wrong here is a line in the log; the protocol thread only ever posts.
public final class Services implements AutoCloseable {
    private final LoopThread checking;
    private final LoopThread balancing;
    /// On the thread `balancer` only; there from its first work on.
    private Optional<Balancing> balancer = Optional.empty();
    private final Handover handover = new Handover(this::tellBalancer);
    private final Checking checks;
    private final HeapBound heap;
    private final WorkerScheduling schedulingOfChecks;
    private final WorkerScheduling schedulingOfBalancing;

    /// Starts both threads, in the calling thread's network namespace.
    ///
    /// @param log takes a line, from any thread
    /// @param mail sends an alert, from any thread; must not wait
    /// @param namespace of the data plane, if it is another: a name of `ip netns`, or nothing for that of process 1
    public Services(
            Consumer<String> log,
            Notifier notifier,
            Consumer<HealthEffect.Mail> mail,
            PathFacts facts,
            Optional<String> namespace) {
        balancing = LoopThread.start("balancer", log);
        balancing.post(() -> balancer =
                Optional.of(new Balancing(balancing, new BalancerChoice(namespace), Balancing.RETRY_INTERVAL)));
        heap = new HeapBound();
        balancing.post(() -> heap.watch(balancing.agenda()));
        schedulingOfChecks = new WorkerScheduling(log);
        schedulingOfBalancing = new WorkerScheduling(log);
        checking = LoopThread.start("services", log);
        checks = new Checking(checking, new Checking.Outside(handover, notifier, mail, facts));
    }

    private void tellBalancer() {
        balancing.post(() -> balancer.ifPresent(it -> it.take(handover.take())));
    }

    /// This configuration holds from now on. From any thread; does not wait.
    ///
    /// @param held all addresses that are on this machine
    public void configure(Configuration configuration, Set<IpAddress> held) {
        heap.configure(configuration);
        balancing.post(() -> schedulingOfBalancing.apply(configuration.globals()));
        checking.post(() -> {
            schedulingOfChecks.apply(configuration.globals());
            checks.configure(configuration, held);
        });
    }

    /// The addresses on this machine are these now. From any thread; does not wait.
    public void addresses(Set<IpAddress> held) {
        checking.post(() -> checks.addresses(held));
    }

    /// A tracked file's number. From any thread; does not wait.
    public void fileValue(String file, long value) {
        checking.post(() -> checks.handle(new HealthEvent.FileValueChanged(file, value)));
    }

    /// The instance that connections follow (`lvs_sync_daemon`) is MASTER from now on, or is not. From any thread; does
    /// not wait.
    public void master(boolean is) {
        balancing.post(() -> balancer.ifPresent(it -> it.master(is)));
    }

    /// What the checks know; answered by their thread.
    CompletableFuture<CheckedServices> checked() {
        CompletableFuture<CheckedServices> answer = new CompletableFuture<>();
        checking.post(() -> answer.complete(checks.view()));
        return answer;
    }

    /// How the data plane is; answered by its thread.
    CompletableFuture<Balancing.Condition> condition() {
        CompletableFuture<Balancing.Condition> answer = new CompletableFuture<>();
        balancing.post(() -> balancer.ifPresent(it -> answer.complete(it.condition())));
        return answer;
    }

    /// Ends the checks, and then takes everything out of the data plane; waits for that, some seconds at most.
    @Override
    public void close() {
        checking.post(() -> {
            checks.stop();
            checking.stop();
        });
        checking.join();
        balancing.post(() -> {
            balancer.ifPresent(Balancing::leave);
            balancing.stop();
        });
        balancing.join();
    }
}
