package dev.baton.daemon.host;

import dev.baton.model.Tick;

/// Where in its second the kernel is. It likes to do many things at the same tick: an address whose lease would end
/// in the last quarter of a second is removed at its end (`round_jiffies_up` and `ADDRCONF_TIMER_FUZZ`). Leases that
/// begin at other times end when they should.
public final class KernelSecond {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HUNDREDTH_NANOS = 10_000_000L;
    /// A quarter of a second before the end, and some time for rounding to hundredths.
    private static final long ROUNDED_UP_FROM_NANOS = 730_000_000L;

    private long offsetNanos = Long.MIN_VALUE;

    /// An address was stamped by the kernel; this is heard a little later, and sometimes much later: the shortest
    /// delay counts.
    ///
    /// @param stamp `ifa_cacheinfo.tstamp`, hundredths of a second
    public void learn(long stamp, Tick now) {
        if (stamp > 0) {
            offsetNanos = Math.max(offsetNanos, stamp * HUNDREDTH_NANOS - now.nanos());
        }
    }

    /// True if a lease of whole seconds that begins now would end later than it says.
    public boolean roundsUpAt(Tick now) {
        return offsetNanos != Long.MIN_VALUE
                && Math.floorMod(now.nanos() + offsetNanos, SECOND_NANOS) > ROUNDED_UP_FROM_NANOS;
    }
}
