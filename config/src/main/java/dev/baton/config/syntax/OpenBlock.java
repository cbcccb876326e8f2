package dev.baton.config.syntax;

import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A block whose closing brace has not been met yet.
final class OpenBlock {
    private final Optional<Statement> statement;
    private final Body kind;
    private final Optional<Span> open;
    private final List<Statement> statements = new ArrayList<>();
    private Optional<Passage> passage = Optional.empty();
    private int findingsBefore;

    /// @param kind what its statements are; [Body.None] for the block of an unknown keyword
    OpenBlock(Statement statement, Body kind, Optional<Span> open) {
        this(Optional.of(statement), kind, open);
    }

    private OpenBlock(Optional<Statement> statement, Body kind, Optional<Span> open) {
        this.statement = statement;
        this.kind = kind;
        this.open = open;
    }

    static OpenBlock root() {
        return new OpenBlock(Optional.empty(), new Body.Keywords(KeywordTable.ROOT), Optional.empty());
    }

    /// The statement that opened it.
    Statement statement() {
        return statement.orElseThrow(() -> new IllegalStateException("the file itself has no statement"));
    }

    List<Statement> statements() {
        return statements;
    }

    void add(Statement child) {
        statements.add(child);
    }

    boolean isKeywords() {
        return kind instanceof Body.Keywords;
    }

    /// True if the keyword that opened it is unknown, and so everything inside.
    boolean isUnknown() {
        return kind instanceof Body.None;
    }

    /// The keyword's row, if this block knows it.
    Optional<Keyword> find(KeywordTable table, String word) {
        return kind instanceof Body.Keywords keywords
                ? table.block(keywords.block()).find(word)
                : Optional.empty();
    }

    boolean knows(KeywordTable table, String word) {
        return find(table, word).isPresent();
    }

    /// True if a line that starts with this word may stand here. Data lines may start with anything but a keyword that
    /// opens a block or belongs to blocks only; options of a data line are data.
    boolean fits(KeywordTable table, String word) {
        return switch (kind) {
            case Body.Keywords _ -> knows(table, word);
            case Body.Lines _ -> !table.isKeyword(word);
            case Body.None _ -> true;
        };
    }

    /// Notes that what follows is a passage met for the first time.
    ///
    /// @param findings how many there are so far
    void startsWith(Passage first, int findings) {
        passage = Optional.of(first);
        findingsBefore = findings;
    }

    /// @param findings how many there are by now
    Statement finish(Optional<Span> close, int findings) {
        StatementBody body = new StatementBody(open, statements, close);
        if (passage.isPresent() && findings == findingsBefore) {
            passage.get().keep(kind, body);
        }
        return finish(body);
    }

    /// Finishes the block with the body of an earlier one, if it read the same lines without a finding.
    Optional<Statement> finish(Line.Again again) {
        return again.passage().body(kind).map(body -> finish(body.repeated(open, again.source(), again.distance())));
    }

    private Statement finish(StatementBody body) {
        Statement opener = statement();
        return new Statement(opener.words(), opener.keyword(), Optional.of(body), opener.definedAt());
    }
}
