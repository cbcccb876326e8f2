package dev.baton.daemon;

import java.util.Locale;

/// How late the loop was for its deadlines: a histogram whose buckets double from 1 µs on, without any allocation.
final class Lateness {
    /// The last bucket begins at 2^38 µs, which is three days.
    private static final int BUCKETS = 40;

    private final long[] counts = new long[BUCKETS];
    private long total;
    private long longestNanos;

    /// @param nanos negative counts as punctual
    void add(long nanos) {
        long late = Math.max(0, nanos);
        // Bucket 0 is below 1 µs, bucket n from 2^(n-1) µs to below 2^n µs.
        int bucket = Long.SIZE - Long.numberOfLeadingZeros(late / 1_000);
        counts[Math.min(bucket, BUCKETS - 1)]++;
        total++;
        longestNanos = Math.max(longestNanos, late);
    }

    long total() {
        return total;
    }

    long longestNanos() {
        return longestNanos;
    }

    /// No more than this share of all deadlines was later, to the next power of two.
    ///
    /// @param share of deadlines, 0 to 1
    /// @return microseconds
    long withinMicros(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return 1L << bucket;
            }
        }
        return 1L << BUCKETS;
    }

    /// Such as `1200 deadlines, half within 0.1 ms, 99 % within 0.3 ms, 99.9 % within 1.0 ms, latest 1.7 ms`.
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%d deadlines, half within %.3f ms, 99 %% within %.3f ms, 99.9 %% within %.3f ms, latest %.3f ms",
                total,
                withinMicros(0.5) / 1e3,
                withinMicros(0.99) / 1e3,
                withinMicros(0.999) / 1e3,
                longestNanos / 1e6);
    }
}
