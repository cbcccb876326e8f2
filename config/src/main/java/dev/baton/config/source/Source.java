package dev.baton.config.source;

import java.util.Arrays;
import java.util.Optional;

/// One file as it was read, or one that was included: its text, and where each line starts. Immutable.
///
/// A file that is included twice gives two sources, because each has its own place of inclusion.
public final class Source {
    private final String path;
    private final String text;
    private final Optional<Span> includedFrom;
    private final int[] lineStarts;

    public Source(String path, String text, Optional<Span> includedFrom) {
        this.path = path;
        this.text = text;
        this.includedFrom = includedFrom;
        this.lineStarts = lineStarts(text);
    }

    /// The path under which the file was opened, for people to read.
    public String path() {
        return path;
    }

    public String text() {
        return text;
    }

    /// The `include` line that brought this source in; empty for the file that was asked for.
    public Optional<Span> includedFrom() {
        return includedFrom;
    }

    /// The line that holds this character, counted from 1.
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The character's place in its line, counted from 1 in characters.
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /// A line's text without its line end; `line` counts from 1 to [#lineCount].
    public String lineText(int line) {
        int start = lineStart(line);
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > start && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// The offset of a line's first character; `line` counts from 1.
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /// How many lines there are; at least one.
    public int lineCount() {
        return lineStarts.length;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    @Override
    public String toString() {
        return path;
    }
}
