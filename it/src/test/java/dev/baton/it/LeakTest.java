package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Resources;
import dev.baton.it.lab.Turmoil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Reloads and takeovers leave nothing behind in a daemon that lives for months. `make soak` does the same 10,000
/// times.
@Tag("kernel")
class LeakTest {
    /// Class loading, compiled code and first growth of buffers are over by then.
    private static final int WARM_UP = 20;

    private static final int CYCLES = 60;
    /// What compiled code and the like may still grow by; a leak of a kilobyte in each cycle would show.
    private static final int KIBIBYTES_PER_CYCLE_MAX = 1;

    private static final int NOISE_KIBIBYTES = 1_024;

    @Test
    void reloadsAndTakeoversLeaveNothingBehind() {
        Built.orSkip(Product.BATON);
        try (Turmoil turmoil = new Turmoil(Product.BATON, Resources.COUNT_NATIVE_MEMORY).start()) {
            turmoil.run(WARM_UP);
            Resources before = Resources.of((BatonPeer) turmoil.first());
            turmoil.run(CYCLES);
            Resources after = Resources.of((BatonPeer) turmoil.first());
            assertThat(after.descriptors()).as("descriptors").isEqualTo(before.descriptors());
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads());
            int growthMax = NOISE_KIBIBYTES + CYCLES * KIBIBYTES_PER_CYCLE_MAX;
            assertThat(after.heapKibibytes() - before.heapKibibytes())
                    .as("live objects, KiB, %s then %s", before, after)
                    .isLessThan(growthMax);
            assertThat(after.nativeKibibytes() - before.nativeKibibytes())
                    .as("native memory, KiB, %s then %s", before, after)
                    .isLessThan(4L * growthMax);
        }
    }
}
