package dev.baton.daemon.service;

import dev.baton.daemon.thread.Agenda;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Configuration;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;

/// Keeps the heap close to what thousands of checks need: has it collected when half as much again is in use as was
/// after the last time. By itself the serial collector lets garbage that has grown old be until a quarter of the
/// machine's memory is full.
///
/// Every thread stands still meanwhile, some 3 ms for each megabyte that is needed. That is nothing to peers that wait
/// for three adverts of a second each; where an instance advertises more often it is left to the collector.
final class HeapBound {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration ADVERTS_LEAST = Duration.ofSeconds(1);
    /// Few servers never come to this.
    private static final long LEAST = 20L << 20;

    private long limit = LEAST;
    private volatile boolean mayStop;

    /// From any thread.
    void configure(Configuration configuration) {
        mayStop = mayStop(configuration);
    }

    static boolean mayStop(Configuration configuration) {
        return configuration.virtualRouters().stream()
                .map(VirtualRouterSpec::advertInterval)
                .noneMatch(interval -> interval.compareTo(ADVERTS_LEAST) < 0);
    }

    /// Looks from time to time, on the thread of this agenda.
    void watch(Agenda agenda) {
        agenda.at(MonotonicClock.now().plus(INTERVAL), () -> {
            watch(agenda);
            look();
        });
    }

    /// Collects if too much is in use and nobody minds.
    private void look() {
        if (mayStop && used() > limit) {
            System.gc();
            limit = Math.max(LEAST, used() + used() / 2);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
