package dev.baton.vpc.console;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// What has happened since the server was started, the latest part of it. For any thread.
final class Timeline {
    private final int capacity;
    private final Consumer<Line> listener;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long last;

    /// One line, as data: the page has the words.
    ///
    /// @param number counted from 1
    /// @param topic a topic of [dev.baton.havip.cloud.TimelineEntry], or `CALLED` or `OUTAGE`
    /// @param about the resource; for a call its action, for an outage the HaVip
    /// @param details what the topic says, in its order
    record Line(long number, Instant at, String account, String topic, String about, List<String> details) {
        Line {
            details = List.copyOf(details);
        }
    }

    /// @param capacity how many lines are kept
    /// @param listener is told of each, in order
    Timeline(int capacity, Consumer<Line> listener) {
        this.capacity = capacity;
        this.listener = listener;
    }

    synchronized void add(Instant at, String account, String topic, String about, List<String> details) {
        Line line = new Line(++last, at, account, topic, about, details);
        lines.addLast(line);
        if (lines.size() > capacity) {
            lines.removeFirst();
        }
        listener.accept(line);
    }

    /// What this account may see, oldest first.
    synchronized List<Line> of(String account) {
        return lines.stream().filter(line -> line.account().equals(account)).toList();
    }
}
