package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;

/// A line's characters, each of which knows where it was written. Immutable.
///
/// Nearly every line is one stretch of a source, and its parts are too: they share the source's text and cost
/// nothing to cut. A substitution makes pieces: its characters point at the place of use, and `definedAt` at the
/// lines of the definitions.
final class Text {
    private final String base;
    private final int from;
    private final int to;
    private final Source source;
    private final List<Piece> pieces;
    private final List<Span> definedAt;

    /// A run of characters of the base from `at` on: verbatim from `offset` on, or all of them standing for one written
    /// span.
    private record Piece(int at, Source source, int offset, int spanLength) {
        static final int VERBATIM = -1;

        boolean isVerbatim() {
            return spanLength == VERBATIM;
        }

        Piece movedBy(int distance) {
            return new Piece(at + distance, source, offset, spanLength);
        }
    }

    /// @param pieces in the order of the base; none means that the base is the source's text itself
    private Text(String base, int from, int to, Source source, List<Piece> pieces, List<Span> definedAt) {
        this.base = base;
        this.from = from;
        this.to = to;
        this.source = source;
        this.pieces = pieces;
        this.definedAt = definedAt;
    }

    /// The characters of a source from `start` to `end`.
    static Text verbatim(Source source, int start, int end) {
        return new Text(source.text(), start, end, source, List.of(), List.of());
    }

    /// The same characters of a source, this many further in the other one.
    Text movedTo(Source other, int distance) {
        return verbatim(other, from + distance, to + distance);
    }

    /// Characters that stand for something written elsewhere.
    static Text standingFor(String chars, Span span) {
        Piece piece = new Piece(0, span.source(), span.start(), span.end() - span.start());
        return new Text(chars, 0, chars.length(), span.source(), List.of(piece), List.of());
    }

    /// All characters, in a new string.
    String chars() {
        return base.substring(from, to);
    }

    String chars(int start, int end) {
        return base.substring(from + start, from + end);
    }

    int length() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    char at(int index) {
        return base.charAt(from + index);
    }

    /// The first place of a character at or after an index; -1 if it does not occur.
    int indexOf(char c, int start) {
        int found = base.indexOf(c, from + start, to);
        return found < 0 ? -1 : found - from;
    }

    boolean startsWith(String prefix) {
        return prefix.length() <= length() && base.startsWith(prefix, from);
    }

    List<Span> definedAt() {
        return definedAt;
    }

    /// The same characters, with more lines of definitions that led to them.
    Text definedAt(List<Span> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Span> all = new ArrayList<>(definedAt);
        for (Span span : more) {
            if (!all.contains(span)) {
                all.add(span);
            }
        }
        return new Text(base, from, to, source, pieces, List.copyOf(all));
    }

    /// Where the characters from `start` to `end` were written.
    Span span(int start, int end) {
        if (pieces.isEmpty()) {
            return new Span(source, from + start, from + end);
        }
        Piece first = pieces.get(pieceAt(from + start));
        Piece last = pieces.get(pieceAt(Math.max(from + start, from + end - 1)));
        int spanStart = first.isVerbatim() ? first.offset + (from + start - first.at) : first.offset;
        int spanEnd = last.isVerbatim() ? last.offset + (from + end - last.at) : last.offset + last.spanLength;
        return first.source == last.source && spanEnd >= spanStart
                ? new Span(first.source, spanStart, spanEnd)
                : new Span(first.source, spanStart, spanStart);
    }

    Span span() {
        return span(0, length());
    }

    Text sub(int start, int end) {
        return start == 0 && end == length()
                ? this
                : new Text(base, from + start, from + end, source, pieces, definedAt);
    }

    Text sub(int start) {
        return sub(start, length());
    }

    /// Blanks and tabs at both ends left out.
    Text stripped() {
        int start = 0;
        int end = length();
        while (start < end && isBlank(at(start))) {
            start++;
        }
        while (end > start && isBlank(at(end - 1))) {
            end--;
        }
        return sub(start, end);
    }

    /// These characters and then the others.
    Text plus(Text other) {
        if (isEmpty()) {
            return other.definedAt(definedAt);
        }
        if (other.isEmpty()) {
            return definedAt(other.definedAt);
        }
        List<Piece> all = new ArrayList<>();
        addPieces(all, 0);
        other.addPieces(all, length());
        String joined = chars() + other.chars();
        return new Text(joined, 0, joined.length(), source, List.copyOf(all), definedAt).definedAt(other.definedAt);
    }

    /// Adds this text's pieces as they lie in a base where it starts at `start`.
    private void addPieces(List<Piece> all, int start) {
        if (pieces.isEmpty()) {
            all.add(new Piece(start, source, from, Piece.VERBATIM));
            return;
        }
        for (int index = pieceAt(from); index < pieces.size() && pieces.get(index).at < to; index++) {
            Piece piece = pieces.get(index);
            int cut = Math.max(0, from - piece.at);
            Piece kept = piece.isVerbatim()
                    ? new Piece(piece.at + cut, piece.source, piece.offset + cut, Piece.VERBATIM)
                    : new Piece(piece.at + cut, piece.source, piece.offset, piece.spanLength);
            all.add(kept.movedBy(start - from));
        }
    }

    private int pieceAt(int index) {
        int found = pieces.size() - 1;
        while (found > 0 && pieces.get(found).at > index) {
            found--;
        }
        return found;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    @Override
    public String toString() {
        return chars();
    }
}
