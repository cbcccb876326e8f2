package dev.baton.havip.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Token buckets, one for each account and action. Not stored: a restart fills them.
final class Throttle {
    private final Map<Key, Bucket> buckets = new HashMap<>();

    private record Key(String account, String action) {}

    private record Bucket(double tokens, Instant filledAt) {}

    /// Takes a token if there is one.
    boolean admits(Instant now, String account, String action, Rate rate) {
        Key key = new Key(account, action);
        Bucket bucket = buckets.getOrDefault(key, new Bucket(rate.calls(), now));
        double nanos = Duration.between(bucket.filledAt(), now).toNanos();
        double filled = Math.min(
                rate.calls(),
                bucket.tokens() + nanos * rate.calls() / rate.per().toNanos());
        boolean admitted = filled >= 1;
        buckets.put(key, new Bucket(admitted ? filled - 1 : filled, now));
        return admitted;
    }
}
