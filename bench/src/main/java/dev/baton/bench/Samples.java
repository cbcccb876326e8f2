package dev.baton.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What was measured in several rounds, in the unit of its case.
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double min() {
        return Collections.min(values);
    }

    /// The middle one; of an even number the mean of the two in the middle.
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double max() {
        return Collections.max(values);
    }
}
