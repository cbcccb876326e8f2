package dev.baton.sim;

import java.util.List;

/// A small generator of pseudo-random numbers: the same seed gives the same numbers, on every machine and for ever
/// (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// 0 to `bound` - 1. The bounds in use are so small that the bias of a remainder does not matter.
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /// `low` to `high`, both included.
    public long between(long low, long high) {
        return low + Long.remainderUnsigned(nextLong(), high - low + 1);
    }

    /// True in so many of a hundred cases.
    public boolean inPercent(int percent) {
        return percent > 0 && below(100) < percent;
    }

    /// One of them.
    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
