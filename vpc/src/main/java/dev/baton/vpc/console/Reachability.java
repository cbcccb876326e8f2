package dev.baton.vpc.console;

import java.time.Duration;
import java.util.Optional;

/// What attempts at a steady pace, some of them answered, say about a service. Not for several threads at once.
final class Reachability {
    /// So many attempts in a row without an answer are an outage; fewer are lost now and then on a busy machine.
    private static final long ATTEMPTS_FORGIVEN = 4;

    private long lastAttempt = -1;
    private long lastNanos;
    private Optional<Outage> latest = Optional.empty();

    /// A time without answers.
    ///
    /// @param length from the last attempt that was answered before to the first after it
    /// @param endNanos when the latter was made
    record Outage(Duration length, long endNanos) {}

    /// Takes an answered attempt in.
    ///
    /// @return the outage that it ends
    Optional<Outage> answered(long attempt, long askedNanos) {
        if (attempt <= lastAttempt) {
            // A later one was answered faster.
            return Optional.empty();
        }
        boolean isAfterOutage = lastAttempt >= 0 && attempt - lastAttempt > ATTEMPTS_FORGIVEN;
        Optional<Outage> ended = isAfterOutage
                ? Optional.of(new Outage(Duration.ofNanos(askedNanos - lastNanos), askedNanos))
                : Optional.empty();
        lastAttempt = attempt;
        lastNanos = askedNanos;
        latest = ended.or(() -> latest);
        return ended;
    }

    /// How long ago the last answered attempt was made; empty if none ever was answered.
    Optional<Duration> silence(long nowNanos) {
        return lastAttempt < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nowNanos - lastNanos));
    }

    /// The last outage that has ended.
    Optional<Outage> latest() {
        return latest;
    }
}
