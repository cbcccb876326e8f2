package dev.baton.it.probe;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.daemon.FilePathFacts;
import dev.baton.daemon.probe.ProbeRunner;
import dev.baton.daemon.probe.ProbeSettings;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.health.HealthEvent.ProbeEnded;
import dev.baton.health.ProbeFailure;
import dev.baton.health.ProbeId;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.IpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A thread that probes, for tests.
final class Probing implements AutoCloseable {
    /// For probes that end before it is over.
    static final Duration PATIENT = Duration.ofSeconds(10);
    /// For probes that end with it.
    static final Duration HASTY = Duration.ofMillis(300);

    /// For peers that let something be heard again and again: longer than a busy machine keeps them from it.
    static final Duration UNSTEADY = Duration.ofSeconds(1);

    private static final int WAIT_SECONDS = 30;

    private final LoopThread thread = LoopThread.start("probes", System.err::println);
    private final Map<ProbeId, CompletableFuture<ProbeResult>> results = new ConcurrentHashMap<>();
    private final AtomicLong lastProbe = new AtomicLong();
    private final ProbeRunner runner;

    Probing() {
        this(settings());
    }

    Probing(ProbeSettings settings) {
        CompletableFuture<ProbeRunner> made = new CompletableFuture<>();
        thread.post(() -> made.complete(thread.closing(new ProbeRunner(thread, settings, this::ended))));
        runner = made.join();
    }

    static ProbeSettings settings() {
        return settings("global_defs {\nscript_user root\n}\n");
    }

    static ProbeSettings settings(String configuration) {
        return ProbeSettings.of(
                KeepalivedConfig.read(MemorySourceLoader.of("/k", configuration), "/k", ReadOptions.forHost("h"))
                        .configuration()
                        .orElseThrow()
                        .globals(),
                FilePathFacts.ofEnvironment());
    }

    static Endpoint endpoint(String address, int port, Duration timeout) {
        return new Endpoint(IpAddress.of(address), port, Optional.empty(), 0, Optional.empty(), timeout, 0);
    }

    private void ended(ProbeEnded end) {
        CompletableFuture<ProbeResult> result = results.remove(end.probe());
        if (result == null || !result.complete(end.result())) {
            throw new IllegalStateException("nobody waits for " + end);
        }
    }

    /// Starts a probe.
    CompletableFuture<ProbeResult> start(ProbeSpec spec) {
        return start(new ProbeId(lastProbe.incrementAndGet()), spec);
    }

    CompletableFuture<ProbeResult> start(ProbeId probe, ProbeSpec spec) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        results.put(probe, result);
        thread.post(() -> runner.start(probe, spec));
        return result.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    void cancel(ProbeId probe) {
        results.remove(probe);
        thread.post(() -> runner.cancel(probe));
    }

    /// Runs a probe to its end.
    ProbeResult probe(ProbeSpec spec) {
        return start(spec).join();
    }

    /// Runs a probe to its end, which is a failure.
    ProbeFailure failure(ProbeSpec spec) {
        ProbeResult result = probe(spec);
        if (result instanceof ProbeResult.Failed(ProbeFailure why)) {
            return why;
        }
        throw new AssertionError(spec + " ended with " + result);
    }

    ProbeRunner.Load load() {
        CompletableFuture<ProbeRunner.Load> load = new CompletableFuture<>();
        thread.post(() -> load.complete(runner.load()));
        return load.join();
    }

    @Override
    public void close() {
        thread.close();
    }
}
