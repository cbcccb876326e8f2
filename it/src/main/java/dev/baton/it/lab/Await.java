package dev.baton.it.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition, never for a time: returns as soon as it holds, fails with the evidence when it does not.
public final class Await {
    private static final long POLL_MILLIS = 5;

    private Await() {}

    /// Returns once the condition holds.
    ///
    /// @param claim what is waited for, as a sentence for the message
    /// @param evidence what to show when time is up, such as the logs of both sides
    /// @throws LabException if it does not hold within `atMost`
    public static void until(String claim, Duration atMost, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("not within " + atMost.toMillis() + " ms: " + claim + "\n" + evidence.get());
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    /// Fails if the condition stops holding at any look within the time: for claims that something does *not*
    /// happen, which no condition can announce.
    ///
    /// @throws LabException at the first look that finds the condition broken
    public static void holds(String claim, Duration during, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + during.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!condition.getAsBoolean()) {
                throw new LabException("no longer: " + claim + "\n" + evidence.get());
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting", e);
        }
    }
}
