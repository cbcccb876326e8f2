package dev.baton.config.syntax;

import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// The braces after a statement.
///
/// @param open the opening brace; empty if it was missing
/// @param close the closing brace; empty if it was missing
public record StatementBody(Optional<Span> open, List<Statement> statements, Optional<Span> close) {
    public StatementBody {
        statements = List.copyOf(statements);
    }
}
