package dev.baton.vpc.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the demo has seen, and what follows from it. Hosts are named HA1 and HA2.
///
/// @param pageBefore the host whose page the browser saw at first
/// @param pageAfter the host whose page it saw after HA1 was switched off
/// @param masterBefore who had the HaVip before
/// @param masterAfter who had it at the very end, with HA1 running again
/// @param outage how long nobody answered
/// @param protocolBound the longest that the protocol allows
/// @param failure why the story broke off, if it did
record Report(
        Optional<String> pageBefore,
        Optional<String> pageAfter,
        Optional<String> masterBefore,
        Optional<String> masterAfter,
        Optional<Duration> outage,
        Duration protocolBound,
        List<StepResult> steps,
        Optional<String> failure) {
    /// What a single run on a busy machine may be late without being wrong. How late it is in the median is a
    /// benchmark's question.
    static final Duration LATENESS_ALLOWED = Duration.ofMillis(500);

    Report {
        steps = List.copyOf(steps);
    }

    /// True if the tutorial's promise was kept.
    boolean passed() {
        return complaints().isEmpty();
    }

    /// Everything that was not as it must be, one sentence each; only the failure if the story broke off.
    List<String> complaints() {
        if (failure.isPresent()) {
            return List.of(failure.get());
        }
        List<String> complaints = new ArrayList<>();
        expect(complaints, "the first page", "HA1", pageBefore);
        expect(complaints, "the first master", "HA1", masterBefore);
        expect(complaints, "the page after the failure", "HA2", pageAfter);
        expect(complaints, "the master after the failure", "HA2", masterAfter);
        complaintAboutOutage().ifPresent(complaints::add);
        return complaints;
    }

    private Optional<String> complaintAboutOutage() {
        if (outage.isEmpty()) {
            return Optional.of("no outage was measured");
        }
        Duration measured = outage.get();
        if (measured.isZero()) {
            return Optional.of("switching HA1 off interrupted nothing, so it was not in use");
        }
        return measured.compareTo(protocolBound.plus(LATENESS_ALLOWED)) > 0
                ? Optional.of("the outage of " + measured.toMillis() + " ms is longer than the protocol's bound of "
                        + protocolBound.toMillis() + " ms")
                : Optional.empty();
    }

    private static void expect(List<String> complaints, String what, String expected, Optional<String> seen) {
        if (!seen.equals(Optional.of(expected))) {
            complaints.add(what + " should be " + expected + "'s and is "
                    + seen.map(host -> host + "'s").orElse("nobody's"));
        }
    }
}
