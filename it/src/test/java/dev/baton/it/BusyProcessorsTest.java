package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Strain;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A busy machine is no reason to fail over. `make soak` does this at the shortest interval there is, for longer.
@Tag("kernel")
class BusyProcessorsTest {
    /// The master-down time is 0.35 s then, which even a small machine that others share can keep.
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private static final Duration WATCHED = Duration.ofSeconds(15);

    @Test
    void nobodyFailsOverBecauseTheProcessorsAreBusy() {
        Built.orSkip(Product.BATON);
        try (Strain strain = Strain.begin(Product.BATON, INTERVAL, Strain.Burden.PROCESSORS_AND_HEAP, false)) {
            Await.holds("the master runs", WATCHED, strain.first()::isRunning, strain::logs);
            assertThat(strain.falseAlarms()).as(strain::logs).isZero();
        }
    }
}
