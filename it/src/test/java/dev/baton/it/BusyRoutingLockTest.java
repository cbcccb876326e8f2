package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BusyRoutingLock;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever builds network namespaces holds up every request for an address on the whole machine, and no advert.
@Tag("kernel")
class BusyRoutingLockTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    /// Each renews its lease four times a second.
    private static final int INSTANCES = 10;

    @Test
    void noAdvertWaitsForTheRenewalOfALease() {
        Built.orSkip(Product.BATON);
        try (Pair pair = new Pair(
                host -> Product.BATON.on(host, configuration(150)),
                host -> Product.BATON.on(host, configuration(100)),
                "172.16.1.1")) {
            pair.startInOrder();
            Await.until("the second follows", START_MAX, () -> entered(pair, "BACKUP") >= 2 * INSTANCES, pair::logs);
            long before = entered(pair, "");
            try (BusyRoutingLock busy = new BusyRoutingLock()) {
                Await.holds("interfaces come and go", WATCHED, busy::isBusy, pair::logs);
            }
            assertThat(entered(pair, "") - before).as(pair::logs).isZero();
        }
    }

    private static long entered(Pair pair, String state) {
        return pair.logs()
                .lines()
                .filter(line -> line.contains("Entering " + state))
                .count();
    }

    private static String configuration(int priority) {
        return IntStream.rangeClosed(1, INSTANCES)
                .mapToObj(number -> """
                        vrrp_instance I%d {
                            state BACKUP
                            interface eth0
                            version 3
                            virtual_router_id %d
                            priority %d
                            advert_int 0.01
                            virtual_ipaddress {
                                172.16.1.%d
                            }
                        }
                        """.formatted(number, number, priority, number))
                .collect(Collectors.joining());
    }
}
