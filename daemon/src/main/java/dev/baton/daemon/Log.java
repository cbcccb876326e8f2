package dev.baton.daemon;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The daemon's log: lines are handed over and written by a thread of their own.
///
/// The protocol thread must never wait for a terminal or a pipe that nobody reads. When the queue is full, lines are
/// counted instead of kept, and the count is written as soon as there is room.
public final class Log implements AutoCloseable {
    private static final int LINES_MAX = 4096;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS ");
    private static final Line END = new Line(LocalDateTime.MIN, "");

    private final PrintStream out;
    private final boolean stamped;
    private final ArrayBlockingQueue<Line> queue = new ArrayBlockingQueue<>(LINES_MAX);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;

    private record Line(LocalDateTime at, String text) {}

    private Log(PrintStream out, boolean stamped) {
        this.out = out;
        this.stamped = stamped;
        this.writer = Thread.ofPlatform().name("log").daemon().start(this::writeLines);
    }

    /// A log on a stream, each line with its time unless the journal adds one by itself.
    public static Log on(PrintStream out) {
        return new Log(out, System.getenv("JOURNAL_STREAM") == null);
    }

    /// Takes a line; never blocks.
    public void line(String text) {
        if (!queue.offer(new Line(LocalDateTime.now(ZoneId.systemDefault()), text))) {
            dropped.incrementAndGet();
        }
    }

    /// Writes what was taken so far and ends the thread; waits at most a second.
    @Override
    public void close() {
        if (queue.offer(END)) {
            try {
                writer.join(1_000);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeLines() {
        try {
            for (Line line = queue.take(); !line.equals(END); line = queue.take()) {
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    write(new Line(line.at(), lost + " log lines were dropped: nobody was reading"));
                }
                write(line);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Line line) {
        out.println(stamped ? STAMP.format(line.at()) + line.text() : line.text());
        if (queue.isEmpty()) {
            out.flush();
        }
    }
}
