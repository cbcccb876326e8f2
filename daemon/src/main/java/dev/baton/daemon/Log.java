package dev.baton.daemon;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The daemon's log: lines are handed over and written by a thread of their own.
///
/// The protocol thread must never wait for a terminal or a pipe that nobody reads, nor for a lock: whoever holds one
/// may
/// be an ordinary thread that gets no processor. When too many lines wait, they are counted instead of kept, and the
/// count is written as soon as there is room.
public final class Log implements AutoCloseable {
    private static final int LINES_MAX = 4096;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS ");
    private static final Line END = new Line(LocalDateTime.MIN, "");

    private final PrintStream out;
    private final boolean stamped;
    private final ConcurrentLinkedQueue<Line> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
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
        if (waiting.get() >= LINES_MAX) {
            dropped.incrementAndGet();
        } else {
            hand(new Line(LocalDateTime.now(ZoneId.systemDefault()), text));
        }
    }

    private void hand(Line line) {
        waiting.incrementAndGet();
        queue.add(line);
        LockSupport.unpark(writer);
    }

    /// Writes what was taken so far and ends the thread; waits at most a second.
    @Override
    public void close() {
        hand(END);
        try {
            writer.join(1_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeLines() {
        while (!Thread.interrupted()) {
            Line line = queue.poll();
            if (line == null) {
                out.flush();
                LockSupport.park(this);
            } else if (line.equals(END)) {
                out.flush();
                return;
            } else {
                waiting.decrementAndGet();
                write(line);
            }
        }
    }

    private void write(Line line) {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            print(line.at(), lost + " log lines were dropped: nobody was reading");
        }
        print(line.at(), line.text());
    }

    private void print(LocalDateTime at, String text) {
        out.println(stamped ? STAMP.format(at) + text : text);
    }
}
