package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import java.util.List;

/// What was written: every statement with its place. It knows nothing about meaning; wrong files have a tree too.
///
/// @param sources every file that was read, in the order of opening; empty if the first one is missing
public record SyntaxTree(List<Source> sources, List<Statement> statements) {
    public SyntaxTree {
        sources = List.copyOf(sources);
        statements = List.copyOf(statements);
    }

    /// The top-level statements of this name.
    public List<Statement> named(String name) {
        return statements.stream().filter(statement -> statement.is(name)).toList();
    }
}
