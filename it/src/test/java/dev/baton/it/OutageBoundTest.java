package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Fault;
import dev.baton.it.lab.Outage;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Probe;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How long an address is away, to the millisecond: the median of ten runs, nothing else running beside them.
@Tag("kernel")
@Isolated("measures")
class OutageBoundTest {
    private static final int RUNS = 10;
    private static final int AT_ONCE = 5;
    private static final Duration ADVERT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MASTER_DOWN = Duration.ofNanos(3_531_250_000L);

    @Test
    void powerCutIsBoundedByTheProtocol() {
        Built.orSkip(Product.BATON);
        List<Duration> sinceAdvert = runs(Product.BATON, Product.BATON, Fault.POWER_OFF).stream()
                .map(Outage::sinceAdvert)
                .sorted()
                .toList();
        assertThat(sinceAdvert.get(RUNS / 2)).as("%s", sinceAdvert).isBetween(MASTER_DOWN, MASTER_DOWN.plusMillis(50));
    }

    /// Make before break: the master leaves when the other has taken over, whoever that is.
    @ParameterizedTest
    @EnumSource(names = {"BATON", "KEEPALIVED"})
    void plannedStopIsHardlyNoticed(Product successor) {
        Built.orSkip(Product.BATON);
        Duration outage = medianSilence(Product.BATON, successor);
        assertThat(outage).isLessThanOrEqualTo(Probe.INTERVAL);
    }

    private static Duration medianSilence(Product first, Product second) {
        List<Duration> silences = runs(first, second, Fault.CLEAN_STOP).stream()
                .map(Outage::silence)
                .sorted()
                .toList();
        return silences.get(RUNS / 2);
    }

    private static List<Outage> runs(Product first, Product second, Fault fault) {
        Callable<Outage> run = () -> {
            try (Pair pair = Pair.ofSeed(first, second)) {
                return Outage.measure(pair, fault, ADVERT_INTERVAL);
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return threads.invokeAll(Stream.generate(() -> run).limit(RUNS).toList()).stream()
                    .map(OutageBoundTest::result)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Outage result(Future<Outage> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
