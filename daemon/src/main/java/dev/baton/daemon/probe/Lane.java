package dev.baton.daemon.probe;

import dev.baton.health.ProbeId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets so many probes run at a time and has the others wait in the order in which they came.
final class Lane {
    private final Map<ProbeId, Runnable> waiting = new LinkedHashMap<>();
    private int most;
    private int inside;

    /// Holds from the next probe on; who is inside stays.
    void bound(int atATime) {
        most = atATime;
    }

    /// Begins a probe now or when its turn has come.
    void enter(ProbeId probe, Runnable begin) {
        if (inside < most) {
            inside++;
            begin.run();
        } else {
            waiting.put(probe, begin);
        }
    }

    /// One that was begun is over.
    void leave() {
        inside--;
        Iterator<Runnable> first = waiting.values().iterator();
        if (inside < most && first.hasNext()) {
            Runnable begin = first.next();
            first.remove();
            inside++;
            begin.run();
        }
    }

    /// One that waits, if it does, is not begun.
    void forget(ProbeId probe) {
        waiting.remove(probe);
    }

    int waiting() {
        return waiting.size();
    }
}
