package dev.baton.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Plays random scenarios, some of them the same each time and some new. `make sim` plays more of them; `make sim
/// SEED=N`
/// plays one and tells its story.
class SeedLoopTest {
    private static final long FIXED = 2_000;
    private static final long FRESH = Long.getLong("sim.seeds", 1_000);
    private static final int THREADS = 2;

    @Test
    void noPromiseIsBrokenInAFewScenarios() throws Exception {
        Tally tally = play(LongStream.range(0, 200).toArray());
        tally.firstBroken().ifPresent(SeedLoopTest::fail);
        assertThat(tally.failovers).isGreaterThan(4_000);
    }

    /// The goal of the simulator: routers fail over as often as in a long life of a large site, and no promise is
    /// broken.
    @Test
    @Tag("long")
    void noPromiseIsBrokenInAHundredThousandFailovers() throws Exception {
        Optional<Long> one = Optional.ofNullable(Long.getLong("sim.seed"));
        if (one.isPresent()) {
            tell(one.get());
            return;
        }
        long base = freshBase();
        Tally tally = play(LongStream.concat(LongStream.range(0, FIXED), LongStream.range(base, base + FRESH))
                .toArray());
        System.out.println("simulated " + tally + "; new seeds from " + base);
        tally.firstBroken().ifPresent(SeedLoopTest::fail);
        assertThat(tally.failovers).isGreaterThan(100_000);
    }

    private static void fail(long seed) {
        throw new AssertionError(FailureStory.of(RandomScenario.of(seed), "make sim SEED=" + seed));
    }

    private static void tell(long seed) {
        Scenario scenario = RandomScenario.of(seed);
        Simulation simulation = Simulation.of(scenario).play();
        System.out.println(simulation.story());
        assertThat(simulation.violations())
                .as(() -> FailureStory.of(scenario, "make sim SEED=" + seed))
                .isEmpty();
    }

    /// New seeds in each run, unless somebody asks for the same ones.
    private static long freshBase() {
        return Long.getLong("sim.base", System.currentTimeMillis() / 1_000 * 100_000);
    }

    private static Tally play(long[] seeds) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            long start = System.nanoTime();
            List<Callable<Tally>> halves = Stream.iterate(0, half -> half + 1)
                    .limit(THREADS)
                    .<Callable<Tally>>map(half -> () -> playEach(seeds, half))
                    .toList();
            Tally sum = new Tally();
            for (Future<Tally> half : threads.invokeAll(halves)) {
                sum.add(half.get());
            }
            sum.nanos = System.nanoTime() - start;
            return sum;
        }
    }

    private static Tally playEach(long[] seeds, int first) {
        Tally tally = new Tally();
        for (int index = first; index < seeds.length && tally.broken.isEmpty(); index += THREADS) {
            tally.play(seeds[index]);
        }
        return tally;
    }

    /// What many simulations add up to.
    private static final class Tally {
        private long runs;
        private long failovers;
        private long steps;
        private long nanos;
        private Optional<Long> broken = Optional.empty();

        private void play(long seed) {
            Simulation simulation = Simulation.silent(RandomScenario.of(seed)).play();
            runs++;
            failovers += simulation.failovers();
            steps += simulation.steps();
            if (!simulation.violations().isEmpty()) {
                broken = Optional.of(seed);
            }
        }

        private void add(Tally other) {
            runs += other.runs;
            failovers += other.failovers;
            steps += other.steps;
            broken = broken.or(() -> other.broken);
        }

        private Optional<Long> firstBroken() {
            return broken;
        }

        @Override
        public String toString() {
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos));
            return "%d scenarios, %d failovers, %d events in %d s: %d failovers a minute"
                    .formatted(runs, failovers, steps, seconds, failovers * 60 / seconds);
        }
    }
}
