package dev.baton.config.source;

import java.util.Arrays;
import java.util.Optional;

/// One file as it was read, or one that was included: its text, and where each line starts. Immutable: lines are only
/// counted as far as somebody asks, because most files have nothing to report.
///
/// A file that is included twice gives two sources, because each has its own place of inclusion.
public final class Source {
    private final String path;
    private final String text;
    private final Optional<Span> includedFrom;
    private int[] lineStarts = new int[16];
    private int lines = 1;
    private boolean counted;

    public Source(String path, String text, Optional<Span> includedFrom) {
        this.path = path;
        this.text = text;
        this.includedFrom = includedFrom;
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
    public synchronized int line(int offset) {
        countTo(offset);
        int found = Arrays.binarySearch(lineStarts, 0, lines, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The character's place in its line, counted from 1 in characters.
    public int column(int offset) {
        return offset - lineStart(line(offset)) + 1;
    }

    /// A line's text without its line end; `line` counts from 1 to [#lineCount].
    public String lineText(int line) {
        int start = lineStart(line);
        int feed = text.indexOf('\n', start);
        int end = feed < 0 ? text.length() : feed;
        while (end > start && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// The offset of a line's first character; `line` counts from 1.
    public synchronized int lineStart(int line) {
        if (line > lines) {
            countTo(text.length());
        }
        return lineStarts[line - 1];
    }

    /// How many lines there are; at least one.
    public synchronized int lineCount() {
        countTo(text.length());
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /// Finds the lines' starts up to the first one behind this place.
    private void countTo(int offset) {
        while (!counted && lineStarts[lines - 1] <= offset) {
            int feed = text.indexOf('\n', lineStarts[lines - 1]);
            counted = feed < 0;
            if (!counted) {
                if (lines == lineStarts.length) {
                    lineStarts = Arrays.copyOf(lineStarts, lines * 2);
                }
                lineStarts[lines++] = feed + 1;
            }
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
