package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
    private final Lateness lateness = new Lateness();

    @Test
    void theShareThatWasLaterIsBounded() {
        for (int each = 0; each < 990; each++) {
            lateness.add(50_000);
        }
        for (int each = 0; each < 10; each++) {
            lateness.add(3_000_000);
        }
        assertThat(lateness.withinMicros(0.5)).isEqualTo(64);
        assertThat(lateness.withinMicros(0.99)).isEqualTo(64);
        assertThat(lateness.withinMicros(0.999)).isEqualTo(4096);
    }

    @Test
    void theLatestIsExact() {
        lateness.add(-5);
        lateness.add(1_700_000);
        lateness.add(999);
        assertThat(lateness.sentence()).startsWith("3 deadlines").endsWith("latest 1.700 ms");
    }

    @Test
    void whatIsBeyondAllBucketsIsInTheLast() {
        lateness.add(Long.MAX_VALUE);
        assertThat(lateness.total()).isEqualTo(1);
        assertThat(lateness.withinMicros(0.5)).isEqualTo(1L << 39);
    }
}
