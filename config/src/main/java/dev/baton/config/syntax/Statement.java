package dev.baton.config.syntax;

import dev.baton.config.keyword.Keyword;
import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// One logical line and what stands in the braces after it.
///
/// @param words at least one; the first is the keyword, or data in a block of data lines
/// @param keyword the table's row; empty for unknown keywords and for data lines
/// @param definedAt the lines of the definitions that were substituted here, innermost last
public record Statement(
        List<Word> words, Optional<Keyword> keyword, Optional<StatementBody> body, List<Span> definedAt) {
    public Statement {
        words = List.copyOf(words);
        definedAt = List.copyOf(definedAt);
    }

    /// The first word's text.
    public String name() {
        return words.get(0).text();
    }

    /// Where the first word stands.
    public Span span() {
        return words.getFirst().span();
    }

    /// From the first to the last word.
    public Span line() {
        return span().to(words.getLast().span());
    }

    /// The words after the first.
    public List<Word> arguments() {
        return words.subList(1, words.size());
    }

    /// The word at this place after the keyword, counted from 0.
    public Optional<Word> argument(int index) {
        return index + 1 < words.size() ? Optional.of(words.get(index + 1)) : Optional.empty();
    }

    /// What stands in the braces; empty if there are none.
    public List<Statement> children() {
        return body.map(StatementBody::statements).orElse(List.of());
    }

    /// True if this is the named keyword.
    public boolean is(String name) {
        return name().equals(name);
    }
}
