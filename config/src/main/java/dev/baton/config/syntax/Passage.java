package dev.baton.config.syntax;

import dev.baton.config.keyword.Body;
import dev.baton.config.source.Source;
import java.util.Optional;

/// Whole lines of a source that hold what stands in a block's braces, the closing brace included. What they mean
/// depends on their characters alone, so that the same characters elsewhere need not be read again: large files
/// repeat a few bodies thousands of times.
final class Passage {
    private final Source source;
    private final int start;
    private final int end;
    private final int firstLine;
    private String contents = "";
    private Optional<StatementBody> body = Optional.empty();

    /// @param firstLine the index of its first logical line
    Passage(Source source, int start, int end, int firstLine) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.firstLine = firstLine;
    }

    /// True if the same lines stand there.
    boolean isAt(String text, int from) {
        return text.regionMatches(from, source.text(), start, end - start);
    }

    int length() {
        return end - start;
    }

    int start() {
        return start;
    }

    int firstLine() {
        return firstLine;
    }

    /// Keeps the tree of these lines, made without a finding.
    ///
    /// @param kind in what kind of block they stand, which decides the keywords
    void keep(Body kind, StatementBody built) {
        contents = kind.contents();
        body = Optional.of(built);
    }

    /// The tree of these lines in a block of this kind, if it was kept.
    Optional<StatementBody> body(Body kind) {
        return contents.equals(kind.contents()) ? body : Optional.empty();
    }
}
