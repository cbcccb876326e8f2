package dev.baton.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a failing scenario short: leaves out as many faults as it can while the same promise is still broken (Zeller,
/// Hildebrandt: "Simplifying and isolating failure-inducing input", 2002).
public final class Shrinker {
    /// Enough for schedules of a hundred faults; a scenario that needs more is told as it is.
    private static final int RUNS_MAX = 2_000;
    /// How much of the story is kept after the promise is broken.
    private static final Duration EPILOGUE = Duration.ofSeconds(1);

    private final String invariant;
    private int runs;

    private Shrinker(String invariant) {
        this.invariant = invariant;
    }

    /// The shortest scenario that was found in which the first promise broken in this one is broken too; the scenario
    /// itself if none is broken.
    public static Scenario shrink(Scenario scenario) {
        List<Violation> violations = Simulation.silent(scenario).play().violations();
        if (violations.isEmpty()) {
            return scenario;
        }
        return new Shrinker(violations.getFirst().invariant()).run(scenario);
    }

    private Scenario run(Scenario scenario) {
        Scenario shortened = cutAfterViolation(scenario);
        int parts = 2;
        while (shortened.faults().size() > 1 && runs < RUNS_MAX) {
            Optional<Scenario> smaller = withoutOnePart(shortened, parts);
            if (smaller.isPresent()) {
                shortened = cutAfterViolation(smaller.get());
                parts = Math.max(2, parts - 1);
            } else if (parts >= shortened.faults().size()) {
                return shortened;
            } else {
                parts = Math.min(shortened.faults().size(), parts * 2);
            }
        }
        return shortened;
    }

    private Optional<Scenario> withoutOnePart(Scenario scenario, int parts) {
        List<TimedFault> faults = scenario.faults();
        for (int part = 0; part < parts; part++) {
            List<TimedFault> rest = new ArrayList<>(faults.subList(0, part * faults.size() / parts));
            rest.addAll(faults.subList((part + 1) * faults.size() / parts, faults.size()));
            Scenario candidate = scenario.withFaults(rest);
            if (rest.size() < faults.size() && violation(candidate).isPresent()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Scenario cutAfterViolation(Scenario scenario) {
        return violation(scenario)
                .map(violation -> {
                    Duration end = Duration.ofNanos(violation.atNanos()).plus(EPILOGUE);
                    List<TimedFault> before = scenario.faults().stream()
                            .filter(fault -> fault.at().compareTo(end) <= 0)
                            .toList();
                    return scenario.withFaults(before).withLength(end);
                })
                .orElse(scenario);
    }

    private Optional<Violation> violation(Scenario scenario) {
        runs++;
        return Simulation.silent(scenario).play().violations().stream()
                .filter(violation -> violation.invariant().equals(invariant))
                .findFirst();
    }
}
