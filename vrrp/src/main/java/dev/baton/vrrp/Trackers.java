package dev.baton.vrrp;

import dev.baton.model.Reason;
import dev.baton.model.TrackScriptSpec;
import dev.baton.model.Tracked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the tracked things are, and what that means for who depends on them.
final class Trackers {
    /// From here on a file's value times its weight is a fault.
    private static final long FAULT_PRODUCT = -254;

    private static final long BEST_PRODUCT = 253;

    private final Map<Key, Boolean> well = new HashMap<>();
    private final Map<String, Long> fileValues = new HashMap<>();
    private final Map<String, ScriptJudge> scripts = new HashMap<>();

    /// Scripts that are already judged keep their result, whatever has changed about them.
    void configureScripts(List<TrackScriptSpec> specs) {
        Map<String, ScriptJudge> before = Map.copyOf(scripts);
        scripts.clear();
        for (TrackScriptSpec spec : specs) {
            ScriptJudge known = before.get(spec.name());
            scripts.put(spec.name(), known == null ? new ScriptJudge(spec) : known.under(spec));
        }
    }

    void changed(Tracked.Kind kind, String name, boolean isWell) {
        well.put(new Key(kind, name), isWell);
    }

    void fileChanged(String name, long value) {
        fileValues.put(name, value);
    }

    /// A run of a script has ended; one that is not configured counts with its last result alone.
    void scriptEnded(String name, boolean succeeded) {
        ScriptJudge judge = scripts.get(name);
        if (judge == null) {
            changed(Tracked.Kind.SCRIPT, name, succeeded);
        } else {
            judge.ended(succeeded).ifPresent(isWell -> changed(Tracked.Kind.SCRIPT, name, isWell));
        }
    }

    /// What the list makes a fault, what is still awaited last.
    List<Reason> faults(List<Tracked> list) {
        List<Reason> faults = new ArrayList<>();
        List<Reason> awaited = new ArrayList<>();
        for (Tracked tracked : list) {
            if (tracked.kind() == Tracked.Kind.FILE) {
                if (isFault(tracked, valueOf(tracked))) {
                    faults.add(new Reason.TrackedFailed(tracked));
                }
            } else if (tracked.weight() == 0) {
                Optional<Boolean> isWell = statusOf(tracked);
                if (isWell.isEmpty()) {
                    if (tracked.kind() == Tracked.Kind.SCRIPT) {
                        awaited.add(new Reason.AwaitingTracked(tracked));
                    }
                } else if (isWell.get() == tracked.reverse()) {
                    faults.add(new Reason.TrackedFailed(tracked));
                }
            }
        }
        faults.addAll(awaited);
        return faults;
    }

    /// The sum by which the list changes a priority. What has not reported yet adds nothing.
    int adjustment(List<Tracked> list) {
        return list.stream().mapToInt(this::adjustment).sum();
    }

    private int adjustment(Tracked tracked) {
        int sign = tracked.reverse() ? -1 : 1;
        if (tracked.kind() == Tracked.Kind.FILE) {
            return (int) Math.clamp(product(tracked, valueOf(tracked)), FAULT_PRODUCT, BEST_PRODUCT);
        }
        return statusOf(tracked)
                .filter(isWell -> isWell == (tracked.weight() > 0))
                .map(counts -> sign * tracked.weight())
                .orElse(0);
    }

    private static boolean isFault(Tracked file, long value) {
        return file.weight() == 0 ? (value != 0) != file.reverse() : product(file, value) <= FAULT_PRODUCT;
    }

    private static long product(Tracked file, long value) {
        return value * file.weight() * (file.reverse() ? -1 : 1);
    }

    private long valueOf(Tracked file) {
        return fileValues.getOrDefault(file.name(), 0L);
    }

    /// What was never told is unknown, but an interface that was never mentioned is not there.
    private Optional<Boolean> statusOf(Tracked tracked) {
        Optional<Boolean> told = Optional.ofNullable(well.get(new Key(tracked.kind(), tracked.name())));
        return tracked.kind() == Tracked.Kind.INTERFACE ? told.or(() -> Optional.of(false)) : told;
    }

    private record Key(Tracked.Kind kind, String name) {}
}
