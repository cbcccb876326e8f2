package dev.baton.daemon.setting;

import dev.baton.model.GlobalSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What kernel settings were before they were changed, by their names below `/proc/sys/net`. A [RunFile] keeps it, so
/// that a daemon that starts after a sudden death knows it too.
///
/// Not thread-safe: one thread's, which keeps the host.
public final class FormerSettings {
    private static final String LINE = "[a-z][A-Za-z0-9_./:@-]{0,99} -?[0-9]{1,9}";

    private final RunFile file;
    private final Consumer<String> log;
    private final Map<String, Integer> values = new TreeMap<>();
    private boolean complained;

    FormerSettings(RunFile file, Consumer<String> log) {
        this.file = file;
        this.log = log;
        load();
    }

    /// Those of the calling thread's network namespace and of this `instance`.
    public static FormerSettings of(GlobalSettings globals, Consumer<String> log) {
        String instance = globals.values().getOrDefault("instance", "");
        return new FormerSettings(RunFile.of("settings", instance), log);
    }

    private void load() {
        for (String line : file.lines()) {
            if (line.matches(LINE) && !line.contains("..")) {
                int blank = line.indexOf(' ');
                values.put(line.substring(0, blank), Integer.valueOf(line.substring(blank + 1)));
            }
        }
    }

    /// What a setting was before; empty if it was not changed.
    public Optional<Integer> before(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The names of all that were changed and begin and end so.
    public Set<String> changed(String beginning, String ending) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(beginning) && name.endsWith(ending))
                .collect(Collectors.toSet());
    }

    /// To be called before settings are changed, with what they are. What is remembered already is the older truth.
    public void remember(Map<String, Integer> present) {
        Map<String, Integer> fresh = new LinkedHashMap<>(present);
        fresh.keySet().removeAll(values.keySet());
        if (!fresh.isEmpty()) {
            values.putAll(fresh);
            save();
        }
    }

    /// To be called after settings have been put back, or could not be changed.
    public void forget(Set<String> names) {
        if (values.keySet().removeAll(names)) {
            save();
        }
    }

    /// Changes one by its file, unless it has the value already.
    ///
    /// @return what was refused and why; empty on success
    public Optional<String> change(String name, int value) {
        Optional<Integer> present = ProcSys.read(name);
        if (present.isEmpty() || present.get() == value) {
            return Optional.empty();
        }
        boolean isFirst = before(name).isEmpty();
        remember(Map.of(name, present.get()));
        Optional<String> refusal = ProcSys.write(name, value);
        if (refusal.isPresent() && isFirst) {
            forget(Set.of(name));
        }
        return refusal;
    }

    /// Puts one back by its file, if it was changed. One that is gone has nothing to put back.
    ///
    /// @return what was refused and why; empty on success
    public Optional<String> restore(String name) {
        Optional<String> refusal =
                before(name).filter(_ -> ProcSys.read(name).isPresent()).flatMap(value -> ProcSys.write(name, value));
        forget(Set.of(name));
        return refusal;
    }

    private void save() {
        try {
            file.write(values.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .toList());
        } catch (IOException refused) {
            if (!complained) {
                complained = true;
                log.accept("cannot write " + file + " (" + refused
                        + "); kernel settings that are changed now are put back at a stop, but not after a crash");
            }
        }
    }
}
