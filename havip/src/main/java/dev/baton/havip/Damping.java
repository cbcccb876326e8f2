package dev.baton.havip;

import java.time.Duration;

/// How a HaVip is kept from jumping for ever between instances that both claim it. A claim of a HaVip that nobody has
/// is never delayed; neither are the first moves of a failover, nor the move away from a master that is gone.
///
/// After `moves` moves within `window` the next claim waits for `holdMin`; each further hold in the same quarrel is
/// twice as long, up to `holdMax`. Who announced last when the hold ends, gets it.
///
/// @param moves at least 1
/// @param holdMin from this on, doubling, as OVN's virtual ports back off from 1 to 10 s
public record Damping(int moves, Duration window, Duration holdMin, Duration holdMax) {
    /// Every announcement moves the HaVip at once, however often.
    public static final Damping OFF =
            new Damping(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);

    /// Five moves in ten seconds, then holds of one to ten seconds.
    public static final Damping DEFAULT =
            new Damping(5, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(10));

    public Damping {
        if (moves < 1 || window.isNegative() || holdMin.isNegative() || holdMax.compareTo(holdMin) < 0) {
            throw new IllegalArgumentException("damping wants at least one move and holds that grow");
        }
    }
}
