package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The braces after a statement. Immutable.
///
/// A body whose characters stand elsewhere already is that [#original], moved: its statements are made when they are
/// asked for.
public final class StatementBody {
    private final Optional<Span> open;
    private final Optional<Span> close;
    private final Optional<Origin> origin;
    private List<Statement> statements;

    /// @param distance how many characters further than the original in its own source
    private record Origin(StatementBody body, Source source, int distance) {}

    /// @param open the opening brace; empty if it was missing
    /// @param close the closing brace; empty if it was missing
    StatementBody(Optional<Span> open, List<Statement> statements, Optional<Span> close) {
        this(open, close, Optional.empty(), List.copyOf(statements));
    }

    private StatementBody(
            Optional<Span> open, Optional<Span> close, Optional<Origin> origin, List<Statement> statements) {
        this.open = open;
        this.close = close;
        this.origin = origin;
        this.statements = statements;
    }

    /// The same statements behind another opening brace.
    StatementBody repeated(Optional<Span> otherOpen, Source source, int distance) {
        Optional<Span> otherClose = close.map(span -> span.movedTo(source, distance));
        return new StatementBody(otherOpen, otherClose, Optional.of(new Origin(this, source, distance)), List.of());
    }

    private StatementBody movedTo(Source source, int distance) {
        return repeated(open.map(span -> span.movedTo(source, distance)), source, distance);
    }

    /// The opening brace; empty if it was missing.
    public Optional<Span> open() {
        return open;
    }

    /// The closing brace; empty if it was missing.
    public Optional<Span> close() {
        return close;
    }

    public List<Statement> statements() {
        if (statements.isEmpty() && origin.isPresent()) {
            // an immutable list: threads that race here make equal ones
            statements = moved(origin.get());
        }
        return statements;
    }

    /// The first body with these characters in a block of this kind; itself if it is the first. Bodies of one original
    /// differ in nothing but the places of their words.
    public StatementBody original() {
        return origin.isPresent() ? origin.get().body().original() : this;
    }

    private static List<Statement> moved(Origin origin) {
        List<Statement> moved = new ArrayList<>();
        for (Statement each : origin.body().statements()) {
            moved.add(new Statement(
                    Word.moved(each.words(), origin.source(), origin.distance()),
                    each.keyword(),
                    each.body().map(body -> body.movedTo(origin.source(), origin.distance())),
                    List.of()));
        }
        return List.copyOf(moved);
    }
}
