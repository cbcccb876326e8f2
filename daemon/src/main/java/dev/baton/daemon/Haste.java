package dev.baton.daemon;

import dev.baton.linux.RealTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A start goes before other programs, where that is permitted: beside busy processors an ordinary one takes twice as
/// long as on a quiet machine, and until it is done nobody here hears a master or is one.
///
/// The launcher has given this process a larger share of the processors, since half of a start is the JVM's, and
/// says so by `BATON_HASTE` in the environment. A share rather than real-time priority: a start may compute for
/// seconds.
final class Haste {
    private static final boolean IS_ON = System.getenv("BATON_HASTE") != null;
    /// Where the kernel deals processors to sessions first, and then to the threads in them.
    private static final Path SESSION = Path.of("/proc/self/autogroup");
    /// The launcher's.
    private static final int NICENESS = -10;

    private Haste() {}

    /// The calling thread keeps its share to itself: what it starts from now on, scripts above all, is ordinary.
    static void begin() {
        if (IS_ON) {
            RealTime.nice(RealTime.currentThreadId(), NICENESS);
        }
    }

    /// From here on the calling thread and the collector alone have more than others. They are about to be real-time
    /// threads, and if that is not permitted, this is what is left to them.
    static void end() {
        if (!IS_ON) {
            return;
        }
        int self = RealTime.currentThreadId();
        RealTime.threads().stream()
                .filter(thread -> thread.id() != self && !thread.collectsGarbage())
                .filter(thread -> RealTime.niceness(thread.id()) == NICENESS)
                .forEach(thread -> RealTime.nice(thread.id(), 0));
        try {
            Files.writeString(SESSION, "0");
        } catch (IOException notThere) {
            // A kernel that deals to threads alone.
            return;
        }
    }
}
