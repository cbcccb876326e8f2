package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
        take(lines);
        while (stack.size() > 1) {
            reportUnclosed();
            end(Optional.empty());
        }
        return stack.element().statements();
    }

    private void take(List<Line> some) {
        for (int index = 0; index < some.size(); index++) {
            switch (some.get(index)) {
                case Line.Words words -> index += words(words, brace(some, index + 1)) ? 1 : 0;
                case Line.Plain plain -> index += plain(plain, brace(some, index + 1)) ? 1 : 0;
                case Line.Open open -> unexpectedOpen(open.span());
                case Line.Close close -> close(close.span());
                case Line.First first -> first(first.passage());
                case Line.Again again -> again(again);
            }
        }
    }

    private static Optional<Line.Open> brace(List<Line> some, int index) {
        return index < some.size() && some.get(index) instanceof Line.Open open ? Optional.of(open) : Optional.empty();
    }

    private static int missingClosers(List<Line> lines) {
        int depth = 0;
        for (Line line : lines) {
            depth += depth(line);
        }
        return Math.max(0, depth);
    }

    /// By how much the line changes the number of open braces.
    private static int depth(Line line) {
        return line instanceof Line.Open ? 1 : line instanceof Line.Close || line instanceof Line.Again ? -1 : 0;
    }

    private void first(Passage passage) {
        if (isOrderly()) {
            stack.element().startsWith(passage, findings.total());
        }
    }

    /// Ends the block just opened with the body that was read before, or reads its lines once more.
    private void again(Line.Again again) {
        Optional<Statement> statement = isOrderly() ? stack.element().finish(again) : Optional.empty();
        if (statement.isPresent()) {
            stack.pop();
            stack.element().add(statement.get());
            return;
        }
        List<Line> moved = new ArrayList<>();
        int depth = 1;
        for (int index = again.passage().firstLine(); depth > 0; index++) {
            depth += depth(lines.get(index));
            Line.moved(lines.get(index), again.source(), again.distance()).ifPresent(moved::add);
        }
        take(moved);
    }

    /// True if each brace so far has opened or closed a block, and none is missing.
    private boolean isOrderly() {
        return skipped == 0 && missingClosers == 0;
    }

    /// Handles a line of words; returns true if the brace on the next line belonged to it.
    private boolean words(Line.Words line, Optional<Line.Open> brace) {
        List<Word> words = tokenizer.words(line.text());
        if (words.isEmpty()) {
            return false;
        }
        closeForgotten(words.getFirst());
        Optional<Keyword> keyword = stack.element().find(table, words.getFirst().text());
        Optional<List<Word>> all =
                keyword.filter(Keyword::isShellQuoted).isPresent() ? shellWords(line.text()) : Optional.of(words);
        return all.isPresent()
                && add(
                        new Statement(
                                all.get(),
                                keyword,
                                Optional.empty(),
                                line.text().definedAt()),
                        brace);
    }

    private boolean plain(Line.Plain line, Optional<Line.Open> brace) {
        Word first = line.words().getFirst();
        closeForgotten(first);
        Optional<Keyword> keyword = stack.element().find(table, first.text());
        return add(new Statement(line.words(), keyword, Optional.empty(), List.of()), brace);
    }

    /// Adds a statement, or opens its block; returns true if the brace belonged to it.
    private boolean add(Statement statement, Optional<Line.Open> brace) {
        Optional<Keyword> keyword = statement.keyword();
        if (keyword.isPresent()
                ? keyword.get().opensBlock()
                : brace.isPresent() && stack.element().isKeywords()) {
            if (brace.isEmpty()) {
                findings.add(
                        Finding.of(Code.MISSING_OPENING_BRACE, statement.line()).with("word", statement.name()));
            }
            stack.push(new OpenBlock(statement, kind(keyword), brace.map(Line.Open::span)));
            return brace.isPresent();
        }
        stack.element().add(statement);
        return false;
    }

    /// A script's line with a quote that is not closed is left out as a whole, as keepalived does. An open `"` has been
    /// reported with the line's comments.
    private Optional<List<Word>> shellWords(Text text) {
        Optional<List<Word>> words = tokenizer.shellWords(text);
        if (words.isEmpty() && Decomment.openQuote(text) < 0) {
            findings.add(Finding.of(Code.UNTERMINATED_QUOTE, text.span()));
        }
        return words;
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
        stack.element().add(block.finish(close, findings.total()));
    }
}
