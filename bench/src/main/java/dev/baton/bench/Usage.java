package dev.baton.bench;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What all processes of a peer have used by a moment, from `/proc/PID/smaps_rollup` and `/proc/PID/stat`.
record Usage(long takenNanos, long rssKibibytes, long pssKibibytes, long cpuTicks) {
    /// USER_HZ, sysconf(_SC_CLK_TCK): 100 on every architecture that matters.
    private static final int TICKS_PER_SECOND = 100;

    static Usage of(Peer peer) {
        long rss = 0;
        long pss = 0;
        long ticks = 0;
        for (long pid : peer.pids()) {
            rss += kibibytes(pid, "Rss:");
            pss += kibibytes(pid, "Pss:");
            ticks += ticks(pid);
        }
        return new Usage(System.nanoTime(), rss, pss, ticks);
    }

    /// The usage after a time in which the peer does nothing but its duty.
    static Usage after(Duration time, Peer peer) {
        Await.holds("it runs", time, peer::isRunning, peer::log);
        return of(peer);
    }

    double rssMebibytes() {
        return rssKibibytes / 1024.0;
    }

    double pssMebibytes() {
        return pssKibibytes / 1024.0;
    }

    /// Of one processor.
    double percentSince(Usage before) {
        double seconds = (takenNanos - before.takenNanos) / 1e9;
        return 100.0 * (cpuTicks - before.cpuTicks) / TICKS_PER_SECOND / seconds;
    }

    private static long kibibytes(long pid, String field) {
        return lines(pid, "smaps_rollup").stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /// Fields 14 and 15 of proc_pid_stat(5), counted behind the name, which may contain blanks.
    private static long ticks(long pid) {
        String line = lines(pid, "stat").getFirst();
        List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    }

    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
