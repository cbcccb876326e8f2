package dev.baton.it;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Setting;
import java.time.Duration;

/// A master whose address goes to the other peer of a pair.
final class Succession {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(8);

    private Succession() {}

    /// Starts both in order and waits until any moment of the first one's interval.
    static void begin(Pair pair, Setting setting) {
        pair.startInOrder();
        pair.awaitLog(pair.second(), "Entering BACKUP STATE", START_MAX);
        Await.holds(
                "the first is master, for any part of an interval more",
                Duration.ofMillis(500 + (long) (Math.random() * 1000)),
                () -> pair.first().isMasterOf(setting.family().shared()),
                pair::logs);
    }

    /// For how long both hold the address until the second alone does.
    static Duration overlap(Pair pair, Setting setting) {
        String shared = setting.family().shared();
        long[] both = new long[2];
        Await.until(
                "the second alone has the address",
                TAKE_OVER_MAX,
                () -> {
                    boolean first = holds(pair.first(), shared);
                    boolean second = holds(pair.second(), shared);
                    if (first && second) {
                        both[0] = both[0] == 0 ? System.nanoTime() : both[0];
                        both[1] = System.nanoTime();
                    }
                    return second && !first;
                },
                pair::logs);
        Duration overlap = Duration.ofNanos(both[1] - both[0]);
        System.out.println(setting + ": both had the address for " + overlap.toMillis() + " ms");
        return overlap;
    }

    private static boolean holds(Peer peer, String address) {
        return peer.host().holds(address);
    }
}
