package dev.baton.sim;

import dev.baton.model.Tick;

/// A node's monotonic clock: local = offset + true × (1 + drift). True time is in nanoseconds from the beginning of the
/// simulation.
///
/// @param offsetNanos what the clock shows at the beginning
/// @param driftPpm millionths by which it is fast; negative if slow
public record DriftingClock(long offsetNanos, int driftPpm) {
    /// A clock that shows the true time.
    public static final DriftingClock TRUE = new DriftingClock(0, 0);

    private static final int DRIFT_PPM_MAX = 100_000;

    public DriftingClock {
        if (Math.abs(driftPpm) > DRIFT_PPM_MAX) {
            throw new IllegalArgumentException("a clock that is wrong by " + driftPpm + " ppm is broken");
        }
    }

    /// What the clock shows at this true time.
    public Tick at(long trueNanos) {
        return new Tick(offsetNanos + trueNanos + drift(trueNanos));
    }

    /// The first true time at which the clock shows `local` or more; [Long#MAX_VALUE] for [Tick#NEVER].
    public long whenShowing(Tick local) {
        if (local.equals(Tick.NEVER)) {
            return Long.MAX_VALUE;
        }
        long elapsed = local.nanos() - offsetNanos;
        long estimate = elapsed - drift(elapsed);
        while (at(estimate).nanos() < local.nanos()) {
            estimate += Math.max(1, local.nanos() - at(estimate).nanos());
        }
        while (at(estimate - 1).nanos() >= local.nanos()) {
            estimate -= Math.max(1, (at(estimate - 1).nanos() - local.nanos()) / 2);
        }
        return estimate;
    }

    /// How much true time passes while the clock counts this much.
    long trueSpan(long localNanos) {
        return localNanos - drift(localNanos);
    }

    private long drift(long nanos) {
        return nanos / 1_000_000 * driftPpm + nanos % 1_000_000 * driftPpm / 1_000_000;
    }
}
