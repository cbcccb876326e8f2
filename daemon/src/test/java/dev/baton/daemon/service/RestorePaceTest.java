package dev.baton.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Tick;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestorePaceTest {
    private final RestorePace pace = new RestorePace();

    private static Tick at(long millis) {
        return Tick.ZERO.plus(Duration.ofMillis(millis));
    }

    @Test
    void theFirstTimeIsNow() {
        assertThat(pace.earliest(at(5))).isEqualTo(at(5));
        assertThat(pace.restored(at(5))).isEqualTo(Duration.ofMillis(20));
        assertThat(pace.earliest(at(6))).isEqualTo(at(25));
        assertThat(pace.earliest(at(26))).isEqualTo(at(26));
    }

    @Test
    void whoInsistsIsAnsweredLaterAndLater() {
        Tick now = at(0);
        int times = 0;
        while (now.compareTo(at(60_000)) < 0) {
            pace.restored(now);
            times++;
            now = pace.earliest(now);
        }
        assertThat(times).as("times in a minute").isBetween(10, 16);
        assertThat(pace.restored(now)).isEqualTo(RestorePace.MOST_WAIT);
        assertThat(pace.restored(now.plus(Duration.ofSeconds(31)))).isEqualTo(Duration.ofMillis(20));
    }
}
