package dev.baton.health.dialogue;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Finds the end of a response's body, and hands on what is in it.
abstract class BodyReader {
    static BodyReader of(boolean isChunked, Optional<Long> length) {
        return isChunked ? new Chunked() : new Plain(length.orElse(Long.MAX_VALUE));
    }

    /// True as long as more is to come.
    abstract boolean feed(ByteBuffer bytes, PageJudge judge);

    boolean isBroken() {
        return false;
    }

    /// Hands on at most `most` bytes; how many they were.
    private static long pass(ByteBuffer bytes, PageJudge judge, long most) {
        int count = (int) Math.min(bytes.remaining(), most);
        ByteBuffer part = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        judge.add(part);
        return count;
    }

    /// A body of known length, or one that ends with the connection.
    private static final class Plain extends BodyReader {
        private long left;

        Plain(long left) {
            this.left = left;
        }

        @Override
        boolean feed(ByteBuffer bytes, PageJudge judge) {
            left -= pass(bytes, judge, left);
            return left > 0;
        }
    }

    /// RFC 9112 §7.1. Extensions and trailers are not looked at.
    private static final class Chunked extends BodyReader {
        private static final int SIZE_LIMIT = 1024;

        private final LineReader lines = new LineReader(SIZE_LIMIT);
        private long left;
        private boolean isInside;
        private boolean isBroken;

        @Override
        boolean feed(ByteBuffer bytes, PageJudge judge) {
            while (bytes.hasRemaining()) {
                if (isInside && left > 0) {
                    left -= pass(bytes, judge, left);
                    continue;
                }
                Optional<String> line = lines.next(bytes);
                if (line.isEmpty()) {
                    isBroken = lines.isOverflowing();
                    return !isBroken;
                }
                if (isInside) {
                    isInside = false;
                } else if (!begin(line.get())) {
                    return false;
                }
            }
            return true;
        }

        /// False if this was the last chunk, or none.
        private boolean begin(String line) {
            String size = line.split(";", 2)[0].strip();
            isBroken = !size.matches("[0-9a-fA-F]{1,15}");
            if (isBroken) {
                return false;
            }
            left = Long.parseLong(size, 16);
            isInside = true;
            return left > 0;
        }

        @Override
        boolean isBroken() {
            return isBroken;
        }
    }
}
