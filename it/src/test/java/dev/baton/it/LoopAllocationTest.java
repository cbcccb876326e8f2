package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Fleet;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the protocol thread allocates in steady state, with its sockets and timers: each collection stops it.
@Tag("kernel")
class LoopAllocationTest {
    private static final int LINKS = 2;
    private static final int ROUTERS_PER_LINK = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final int BYTES_PER_ADVERT_SENT = 600;
    private static final int BYTES_PER_ADVERT_RECEIVED = 300;

    @Test
    void anAdvertCostsTheHeapNextToNothing() {
        Built.orSkip(Product.BATON);
        try (Fleet fleet = new Fleet(Product.BATON, LINKS, ROUTERS_PER_LINK, INTERVAL)) {
            fleet.first().start();
            fleet.awaitHeld(fleet.first(), fleet.size(), START_MAX);
            fleet.second().start();
            Await.until(
                    "the second has started",
                    START_MAX,
                    () -> fleet.second().log().contains("Startup complete"),
                    fleet.second()::log);
            atRest(fleet, SETTLING);
            long sender = allocated(fleet.first());
            long receiver = allocated(fleet.second());
            atRest(fleet, WATCHED);
            double adverts = fleet.size() * (double) WATCHED.toMillis() / INTERVAL.toMillis();
            double sent = (allocated(fleet.first()) - sender) / adverts;
            double received = (allocated(fleet.second()) - receiver) / adverts;
            System.out.printf("bytes allocated: %.0f for each advert sent, %.0f received%n", sent, received);
            assertThat(sent).isLessThan(BYTES_PER_ADVERT_SENT);
            assertThat(received).isLessThan(BYTES_PER_ADVERT_RECEIVED);
        }
    }

    private static void atRest(Fleet fleet, Duration time) {
        Await.holds(
                "the first is master of all",
                time,
                () -> fleet.heldBy(fleet.first()) == fleet.size(),
                fleet.first()::log);
    }

    /// In bytes; the JVM says it in KiB, of which one is a quarter of a byte for each advert here.
    private static long allocated(Peer peer) {
        return Resources.allocatedByLoop((BatonPeer) peer) * 1_024;
    }
}
