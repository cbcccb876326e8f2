package dev.baton.vpc.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The nonces of the requests that could still be repeated. For any thread.
///
/// A request is taken while its time is within 15 minutes of ours, before or after; so half an hour after it came,
/// nobody can repeat it and its nonce is forgotten. A server that starts again knows none.
final class Nonces {
    private final Duration kept;
    private final Map<Used, Instant> seen = new LinkedHashMap<>();

    private record Used(String accessKeyId, String nonce) {}

    Nonces(Duration kept) {
        this.kept = kept;
    }

    /// False if this access key used the nonce before.
    synchronized boolean use(String accessKeyId, String nonce, Instant now) {
        forgetBefore(now.minus(kept));
        return seen.putIfAbsent(new Used(accessKeyId, nonce), now) == null;
    }

    private void forgetBefore(Instant oldest) {
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }
}
