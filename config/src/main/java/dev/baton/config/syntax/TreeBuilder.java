package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Builds the tree from logical lines, with a stack of open blocks instead of recursion.
///
/// keepalived closes blocks strictly by counting, so that one missing brace makes everything after it wrong. Here, when
/// the file as a whole lacks closing braces, a keyword that fits only an outer block closes the inner ones: one finding
/// at the block that was left open.
final class TreeBuilder {
    private final KeywordTable table;
    private final Findings findings;
    private final List<Line> lines;
    private final Tokenizer tokenizer = new Tokenizer();
    private final Deque<OpenBlock> stack = new ArrayDeque<>();
    private int missingClosers;
    private int skipped;

    TreeBuilder(KeywordTable table, Findings findings, List<Line> lines) {
        this.table = table;
        this.findings = findings;
        this.lines = lines;
        this.missingClosers = missingClosers(lines);
    }

    List<Statement> build() {
        stack.push(OpenBlock.root());
        for (int index = 0; index < lines.size(); index++) {
            switch (lines.get(index)) {
                case Line.Words words -> index += words(words, index);
                case Line.Open open -> unexpectedOpen(open.span());
                case Line.Close close -> close(close.span());
            }
        }
        while (stack.size() > 1) {
            reportUnclosed();
            end(Optional.empty());
        }
        return stack.element().statements();
    }

    private static int missingClosers(List<Line> lines) {
        int depth = 0;
        for (Line line : lines) {
            depth += line instanceof Line.Open ? 1 : line instanceof Line.Close ? -1 : 0;
        }
        return Math.max(0, depth);
    }

    /// Handles a line of words; returns 1 if the brace on the next line belonged to it.
    private int words(Line.Words line, int index) {
        List<Word> words = tokenizer.words(line.text());
        if (words.isEmpty()) {
            return 0;
        }
        closeForgotten(words.getFirst());
        Optional<Keyword> keyword = stack.element().find(table, words.getFirst().text());
        List<Word> all = keyword.filter(Keyword::isShellQuoted).isPresent() ? shellWords(line.text(), words) : words;
        Statement statement =
                new Statement(all, keyword, Optional.empty(), line.text().definedAt());
        boolean braceFollows = index + 1 < lines.size() && lines.get(index + 1) instanceof Line.Open;
        if (keyword.isPresent()
                ? keyword.get().opensBlock()
                : braceFollows && stack.element().isKeywords()) {
            if (!braceFollows) {
                findings.add(
                        Finding.of(Code.MISSING_OPENING_BRACE, statement.line()).with("word", statement.name()));
            }
            Optional<Span> open =
                    braceFollows ? Optional.of(lines.get(index + 1).span()) : Optional.empty();
            stack.push(new OpenBlock(statement, kind(keyword), open));
            return braceFollows ? 1 : 0;
        }
        stack.element().add(statement);
        return 0;
    }

    private List<Word> shellWords(Text text, List<Word> plain) {
        List<Word> words = tokenizer.shellWords(text);
        return words.isEmpty() ? plain.subList(0, 1) : words;
    }

    private static Body kind(Optional<Keyword> keyword) {
        return keyword.map(Keyword::body).orElse(new Body.None());
    }

    /// Closes blocks that were left open, if the file lacks braces and the word fits an outer block but not this one.
    private void closeForgotten(Word word) {
        if (missingClosers == 0 || stack.element().fits(table, word.text())) {
            return;
        }
        int above = 0;
        for (OpenBlock block : stack) {
            if (block.isKeywords() && block.knows(table, word.text())) {
                break;
            }
            above++;
        }
        if (above == stack.size() || above > missingClosers) {
            return;
        }
        for (; above > 0; above--) {
            missingClosers--;
            reportUnclosed();
            end(Optional.empty());
        }
    }

    private void reportUnclosed() {
        OpenBlock block = stack.element();
        Finding finding = Finding.of(
                        Code.MISSING_CLOSING_BRACE, block.statement().span())
                .with("word", block.statement().name());
        findings.add(finding);
    }

    /// A brace that nothing asked for: what is inside counts as if the braces were not there.
    private void unexpectedOpen(Span span) {
        if (skipped > 0 || stack.element().isUnknown()) {
            skipped++;
            return;
        }
        findings.add(Finding.of(Code.UNEXPECTED_OPENING_BRACE, span));
        skipped++;
    }

    private void close(Span span) {
        if (skipped > 0) {
            skipped--;
        } else if (stack.size() == 1) {
            findings.add(Finding.of(Code.EXTRA_CLOSING_BRACE, span));
        } else {
            end(Optional.of(span));
        }
    }

    private void end(Optional<Span> close) {
        OpenBlock block = stack.pop();
        stack.element().add(block.finish(close));
    }
}
