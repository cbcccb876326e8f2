package dev.baton.health;

import dev.baton.model.CheckerSpec;
import java.util.HashMap;
import java.util.Map;

/// What tracked files say, and what a check makes of it.
final class FileValues {
    private static final long LEAST = Integer.MIN_VALUE;
    private static final long MOST = Integer.MAX_VALUE;

    private final Map<String, Long> values = new HashMap<>();

    void changed(String file, long value) {
        values.put(file, value);
    }

    long value(String file) {
        return values.getOrDefault(file, 0L);
    }

    /// Without a weight any other number than 0 is a failure; with one only a sum that no weight could make good.
    boolean isWell(CheckerSpec.File check) {
        if (check.weight() == 0) {
            return (value(check.trackFile()) == 0) != check.reverse();
        }
        return contribution(check) > LEAST;
    }

    /// What the file adds to the server's weight.
    long contribution(CheckerSpec.File check) {
        long factor = check.reverse() ? -check.weight() : check.weight();
        long value = Math.clamp(value(check.trackFile()), LEAST, MOST);
        return Math.clamp(value * Math.clamp(factor, LEAST, MOST), LEAST, MOST);
    }
}
