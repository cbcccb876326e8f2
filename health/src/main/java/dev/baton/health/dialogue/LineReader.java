package dev.baton.health.dialogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Cuts lines out of a stream that comes in any pieces. Lines end in a line feed, before which a carriage return may
/// stand. Keeps at most one line.
final class LineReader {
    private final int limit;
    private byte[] line = new byte[128];
    private int length;

    /// @param limit bytes that a line may have
    LineReader(int limit) {
        this.limit = limit;
    }

    /// The next line without its end, if the bytes complete one; takes from `bytes` no more than the line.
    Optional<String> next(ByteBuffer bytes) {
        while (bytes.hasRemaining() && length <= limit) {
            byte octet = bytes.get();
            if (octet == '\n') {
                return Optional.of(take());
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, line.length * 2);
            }
            line[length] = octet;
            length++;
        }
        return Optional.empty();
    }

    /// True if the line at hand is longer than it may be; it will never be completed.
    boolean isOverflowing() {
        return length > limit;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /// What there is of the line at hand.
    String take() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
