package dev.baton.daemon.host;

import dev.baton.daemon.setting.RunFile;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Which entries this daemon may have put into the kernel, in a file that outlives it: the next one takes away what is
/// no longer in its configuration. Others' entries bear the same marks and are never in it.
final class Remembered {
    private final RunFile file;
    private final Consumer<String> log;
    private final Set<String> former;
    private Set<String> written;
    private boolean complained;

    Remembered(RunFile file, Consumer<String> log) {
        this.file = file;
        this.log = log;
        this.former = Set.copyOf(file.lines());
        this.written = former;
    }

    /// True if a daemon before this one may have put anything there.
    boolean isAnything() {
        return !former.isEmpty();
    }

    /// True if a daemon before this one may have put it there.
    boolean isFormer(Entry entry) {
        return former.contains(line(entry));
    }

    /// To be called before any of them is put there.
    void add(Collection<Entry> entries) {
        Set<String> all = lines(entries);
        all.addAll(written);
        write(all);
    }

    /// To be called when nothing but these is there any more.
    void only(Collection<Entry> entries) {
        write(lines(entries));
    }

    private static Set<String> lines(Collection<Entry> entries) {
        return entries.stream().map(Remembered::line).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Entry entry) {
        return entry.identity().toString();
    }

    private void write(Set<String> lines) {
        if (lines.equals(written)) {
            return;
        }
        try {
            file.write(lines);
            written = lines;
        } catch (IOException refused) {
            if (!complained) {
                complained = true;
                log.accept("cannot write " + file + " (" + refused
                        + "); addresses, routes and rules that go from the configuration after a crash stay");
            }
        }
    }
}
