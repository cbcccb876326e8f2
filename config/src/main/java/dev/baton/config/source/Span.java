package dev.baton.config.source;

/// A stretch of a source: characters `start` up to, not including, `end`. Line and column are computed when asked for.
public record Span(Source source, int start, int end) {
    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException("no span " + start + " to " + end + " in " + source);
        }
    }

    /// The first character's line, counted from 1.
    public int line() {
        return source.line(start);
    }

    /// The first character's column, counted from 1.
    public int column() {
        return source.column(start);
    }

    /// What stands there.
    public String text() {
        return source.text().substring(start, end);
    }

    /// From this span's start to the other's end; this span if the other lies elsewhere or before.
    public Span to(Span other) {
        return other.source == source && other.end >= start ? new Span(source, start, other.end) : this;
    }

    /// The stretch of the same length that lies this many characters further in the other source.
    public Span movedTo(Source other, int distance) {
        return new Span(other, start + distance, end + distance);
    }

    /// `path:line:column`.
    @Override
    public String toString() {
        return source.path() + ":" + line() + ":" + column();
    }
}
