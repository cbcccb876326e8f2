package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;

/// A line's characters, each of which knows where it was written. Immutable.
///
/// Most lines are one piece of a source. A substitution makes more: its characters point at the place of use, and
/// `definedAt` at the lines of the definitions.
final class Text {
    private final String chars;
    private final List<Piece> pieces;
    private final List<Span> definedAt;

    /// A run of characters from `at` on: verbatim from `offset` on, or all of them standing for one written span.
    private record Piece(int at, Source source, int offset, int spanLength) {
        static final int VERBATIM = -1;

        boolean isVerbatim() {
            return spanLength == VERBATIM;
        }
    }

    private Text(String chars, List<Piece> pieces, List<Span> definedAt) {
        this.chars = chars;
        this.pieces = pieces;
        this.definedAt = definedAt;
    }

    /// The characters of a source from `start` to `end`.
    static Text verbatim(Source source, int start, int end) {
        return new Text(
                source.text().substring(start, end), List.of(new Piece(0, source, start, Piece.VERBATIM)), List.of());
    }

    /// Characters that stand for something written elsewhere.
    static Text standingFor(String chars, Span span) {
        Piece piece = new Piece(0, span.source(), span.start(), span.end() - span.start());
        return new Text(chars, List.of(piece), List.of());
    }

    String chars() {
        return chars;
    }

    int length() {
        return chars.length();
    }

    boolean isEmpty() {
        return chars.isEmpty();
    }

    char at(int index) {
        return chars.charAt(index);
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
        return new Text(chars, pieces, List.copyOf(all));
    }

    /// Where the characters from `from` to `to` were written.
    Span span(int from, int to) {
        Piece first = pieces.get(pieceAt(from));
        Piece last = pieces.get(pieceAt(Math.max(from, to - 1)));
        int start = first.isVerbatim() ? first.offset + (from - first.at) : first.offset;
        int end = last.isVerbatim() ? last.offset + (to - last.at) : last.offset + last.spanLength;
        return first.source == last.source && end >= start
                ? new Span(first.source, start, end)
                : new Span(first.source, start, start);
    }

    Span span() {
        return span(0, length());
    }

    Text sub(int from, int to) {
        if (from == 0 && to == length()) {
            return this;
        }
        int first = pieceAt(from);
        if (pieces.size() == 1) {
            return new Text(chars.substring(from, to), List.of(moved(pieces.getFirst(), from)), definedAt);
        }
        List<Piece> kept = new ArrayList<>();
        for (int index = first; index < pieces.size() && (index == first || pieces.get(index).at < to); index++) {
            kept.add(moved(pieces.get(index), from));
        }
        return new Text(chars.substring(from, to), List.copyOf(kept), definedAt);
    }

    Text sub(int from) {
        return sub(from, length());
    }

    /// Blanks and tabs at both ends left out.
    Text stripped() {
        int from = 0;
        int to = length();
        while (from < to && isBlank(chars.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(chars.charAt(to - 1))) {
            to--;
        }
        return sub(from, to);
    }

    /// These characters and then the others.
    Text plus(Text other) {
        if (isEmpty()) {
            return other.definedAt(definedAt);
        }
        if (other.isEmpty()) {
            return definedAt(other.definedAt);
        }
        List<Piece> all = new ArrayList<>(pieces);
        for (Piece piece : other.pieces) {
            all.add(new Piece(piece.at + length(), piece.source, piece.offset, piece.spanLength));
        }
        return new Text(chars + other.chars, List.copyOf(all), definedAt).definedAt(other.definedAt);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static Piece moved(Piece piece, int from) {
        int cut = Math.max(0, from - piece.at);
        int offset = piece.isVerbatim() ? piece.offset + cut : piece.offset;
        return new Piece(Math.max(0, piece.at - from), piece.source, offset, piece.spanLength);
    }

    private int pieceAt(int index) {
        int found = pieces.size() - 1;
        while (found > 0 && pieces.get(found).at > index) {
            found--;
        }
        return found;
    }

    @Override
    public String toString() {
        return chars;
    }
}
