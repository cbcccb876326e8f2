package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementQueueTest {
    private static Effect.Announce on(String device) {
        return new Effect.Announce("V", new InterfaceName(device), IpAddress.of("10.0.0.1"), Effect.Announce.Kind.ARP);
    }

    @Test
    void secondBurstIsDueWhenItBeginsNotWhenTheFirstOneEnded() {
        AnnouncementQueue queue = new AnnouncementQueue();
        Tick first = Tick.ZERO.plus(Duration.ofSeconds(10));
        Tick second = first.plus(Duration.ofSeconds(5));
        List<Effect> sent = new ArrayList<>();
        queue.add(first, on("eth0"), Duration.ZERO, 1);
        queue.release(first, sent);
        queue.add(second, on("eth0"), Duration.ZERO, 1);
        assertThat(sent).hasSize(1);
        assertThat(queue.nextDeadline()).isEqualTo(second);
    }
}
