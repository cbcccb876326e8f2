package dev.baton.vpc;

import dev.baton.linux.KernelException;
import dev.baton.linux.NetworkNamespace;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Threads that live in a machine's network. They must be platform threads: a network namespace belongs to the
/// kernel's thread. Nothing that starts further threads may run on them, since those would inherit the namespace.
public final class NamespaceThread {
    private NamespaceThread() {}

    /// Starts a daemon thread in the machine's network.
    ///
    /// @param refused is told on that thread if the kernel does not let it in; then `work` is not run
    static Thread start(String name, Namespace namespace, Runnable work, Consumer<Throwable> refused)
            throws VpcException {
        long pid = namespace.pid();
        return Thread.ofPlatform().name(name).daemon().start(() -> {
            try (NetworkNamespace network = NetworkNamespace.ofProcess(pid)) {
                network.enter();
            } catch (KernelException e) {
                refused.accept(e);
                return;
            }
            work.run();
        });
    }

    /// Does one thing in the machine's network and returns what came of it.
    ///
    /// @throws VpcException if the network cannot be entered or the work failed
    public static <T> T call(String name, Namespace namespace, Callable<T> work) throws VpcException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        start(
                name,
                namespace,
                () -> {
                    try {
                        answer.complete(work.call());
                    } catch (Exception e) {
                        answer.completeExceptionally(e);
                    }
                },
                answer::completeExceptionally);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw VpcException.of(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VpcException(name, "interrupted");
        }
    }
}
