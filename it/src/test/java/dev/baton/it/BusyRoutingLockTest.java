package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BusyRoutingLock;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Whoever builds network namespaces holds up every request for an address, a route or an interface on the whole
/// machine,
/// and no advert.
@Tag("kernel")
@Isolated("holds everybody else up")
class BusyRoutingLockTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    /// Each renews its lease four times a second.
    private static final int INSTANCES = 10;

    private static final int ROUTES_PER_INSTANCE = 5;
    private static final int RELOADS = 5;
    private static final String OWN_INTERFACE = """
            vrrp_instance V {
                state BACKUP
                interface eth0
                use_vmac vmac0
                virtual_router_id 100
                priority 100
                virtual_ipaddress {
                    172.16.1.100
                }
            }
            """;

    @Test
    void noAdvertWaitsForTheRenewalOfALease() {
        Built.orSkip(Product.BATON);
        try (Pair pair = started()) {
            long before = entered(pair, "");
            try (BusyRoutingLock busy = new BusyRoutingLock()) {
                Await.holds("interfaces come and go", WATCHED, busy::isBusy, pair::logs);
            }
            assertThat(entered(pair, "") - before).as(pair::logs).isZero();
        }
    }

    @Test
    void noAdvertWaitsForRoutesAndInterfaces() {
        Built.orSkip(Product.BATON);
        try (Pair pair = started()) {
            Peer master = pair.first();
            long before = entered(pair, "");
            try (BusyRoutingLock busy = new BusyRoutingLock()) {
                for (int round = 1; round <= RELOADS; round++) {
                    master.configure(configuration(150) + OWN_INTERFACE);
                    reload(pair, 2 * round - 1);
                    master.host().run("ip", "route", "flush", "proto", "18");
                    master.configure(configuration(150));
                    reload(pair, 2 * round);
                }
                assertThat(busy.isBusy()).isTrue();
            }
            Await.until(
                    "the routes are back",
                    START_MAX,
                    () -> routes(master) == INSTANCES * ROUTES_PER_INSTANCE,
                    pair::logs);
            assertThat(entered(pair, "") - before).as(pair::logs).isZero();
            assertThat(master.log()).contains("vmac0 on eth0 was made", "putting it back");
        }
    }

    private static Pair started() {
        Pair pair = new Pair(
                host -> Product.BATON.on(host, configuration(150)),
                host -> Product.BATON.on(host, configuration(100)),
                "172.16.1.1");
        pair.startInOrder();
        Await.until("the second follows", START_MAX, () -> entered(pair, "BACKUP") >= 2 * INSTANCES, pair::logs);
        return pair;
    }

    private static void reload(Pair pair, int count) {
        pair.first().reload();
        Await.until(
                "reload " + count + " is complete",
                START_MAX,
                () -> pair.first().log().split("Reload complete", -1).length - 1 == count,
                pair::logs);
    }

    private static long routes(Peer peer) {
        return peer.host().run("ip", "route", "show", "proto", "18").lines().count();
    }

    /// Of the instances that are there all the time.
    private static long entered(Pair pair, String state) {
        return pair.logs()
                .lines()
                .filter(line -> line.contains("(I") && line.contains("Entering " + state))
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
                            virtual_routes {
                                %s
                            }
                        }
                        """.formatted(number, number, priority, number, routes(number)))
                .collect(Collectors.joining());
    }

    private static String routes(int number) {
        return IntStream.rangeClosed(1, ROUTES_PER_INSTANCE)
                .mapToObj(route -> "10.%d.%d.0/24 dev eth0".formatted(number, route))
                .collect(Collectors.joining("\n"));
    }
}
