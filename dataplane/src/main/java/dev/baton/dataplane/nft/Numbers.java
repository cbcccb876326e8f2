package dev.baton.dataplane.nft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Hands numbers out: to services, to servers, and ranges of them to slots.
final class Numbers {
    /// Every mark of ours begins with this byte, so that connections of others are told apart.
    static final long MARK = 0xba00_0000L;

    static final long MARK_MASK = 0xff00_0000L;

    private static final long MOST = 0x00ff_ffffL;
    private static final int LEAST_RANGE = 4;

    private final Map<Integer, Deque<Long>> freeRanges = new HashMap<>();
    private long nextRange;
    private long nextServer = 1;
    private long nextService = 1;

    /// Slots that follow each other.
    record Range(long base, int capacity) {
        static final Range NONE = new Range(0, 0);
    }

    /// A number that no service had before.
    long service() {
        return nextService++;
    }

    /// The mark of a server, which none had before: what is remembered of an old one cannot mean a new one.
    long server() {
        if (nextServer > MOST) {
            throw new IllegalStateException("all " + MOST + " numbers of servers have been used");
        }
        return MARK + nextServer++;
    }

    /// A range of at least so many slots.
    Range range(int size) {
        int capacity = Math.max(LEAST_RANGE, Integer.highestOneBit(Math.max(1, size - 1)) * 2);
        Deque<Long> free = freeRanges.getOrDefault(capacity, new ArrayDeque<>());
        if (!free.isEmpty()) {
            return new Range(free.removeFirst(), capacity);
        }
        long base = MARK + nextRange;
        nextRange += capacity;
        if (nextRange > MOST) {
            throw new IllegalStateException("all " + MOST + " slots have been used");
        }
        return new Range(base, capacity);
    }

    void free(Range range) {
        if (range.capacity() > 0) {
            freeRanges
                    .computeIfAbsent(range.capacity(), size -> new ArrayDeque<>())
                    .addLast(range.base());
        }
    }

    static String hex(long mark) {
        return "0x%08x".formatted(mark);
    }
}
