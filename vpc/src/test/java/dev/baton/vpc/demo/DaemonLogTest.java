package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DaemonLogTest {
    private static final DaemonLog KEEPALIVED = new DaemonLog(List.of(
            "Mon Nov 23 14:00:00 2026: (VI_1) Entering BACKUP STATE (init)",
            "Mon Nov 23 14:00:03 2026: (VI_1) Entering MASTER STATE",
            "Mon Nov 23 14:00:04 2026: (VI_1) Received advert from 172.16.0.224 with lower priority 120"));

    @Test
    void stateIsTheOneEnteredLast() {
        assertThat(KEEPALIVED.state()).isEqualTo("MASTER");
        assertThat(new DaemonLog(List.of("starting")).state()).isEmpty();
    }

    @Test
    void everyStateThatWasEverEnteredIsRemembered() {
        assertThat(KEEPALIVED.entered("BACKUP")).isTrue();
        assertThat(KEEPALIVED.entered("FAULT")).isFalse();
    }

    @Test
    void tailIsNeverLongerThanTheLog() {
        assertThat(KEEPALIVED.tail(2)).hasSize(2);
        assertThat(KEEPALIVED.tail(10)).hasSize(3);
    }
}
