package dev.baton.havip.cloud;

/// Ids that follow from a seed alone: the same seed gives the same ids. A server draws the seed anew at each start.
public final class SeededIds implements Ids {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 20;

    private long state;

    public SeededIds(long seed) {
        this.state = seed;
    }

    @Override
    public String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        while (id.length() < LENGTH) {
            long bits = mixed();
            for (int at = 0; at < LENGTH / 2; at++) {
                id.append(DIGITS.charAt((int) Long.remainderUnsigned(bits, DIGITS.length())));
                bits = Long.divideUnsigned(bits, DIGITS.length());
            }
        }
        return id.toString();
    }

    /// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
    private long mixed() {
        state += 0x9e37_79b9_7f4a_7c15L;
        long z = (state ^ (state >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
