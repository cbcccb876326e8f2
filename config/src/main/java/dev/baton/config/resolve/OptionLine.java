package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.Block;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.util.Map;
import java.util.Optional;

/// Walks the words of a line of options (a route, a rule, `lvs_timeouts`) by the keyword table. Words that take a value
/// take the next one; `lock` may stand between.
final class OptionLine {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("gw", "via"),
            Map.entry("oif", "dev"),
            Map.entry("dsfield", "tos"),
            Map.entry("priority", "metric"),
            Map.entry("preference", "metric"),
            Map.entry("order", "metric"),
            Map.entry("iif", "dev"),
            Map.entry("lookup", "table"),
            Map.entry("sup_pl", "suppress_prefixlength"),
            Map.entry("sup_group", "suppress_ifgroup"));

    private final Resolution resolution;
    private final Statement line;
    private final Block grammar;
    private int index;

    OptionLine(Resolution resolution, Statement line, String grammar, int start) {
        this.resolution = resolution;
        this.line = line;
        this.grammar = KeywordTable.standard().block(grammar);
        this.index = start;
    }

    /// One option.
    ///
    /// @param name with synonyms replaced, as far as they mean the same in every line
    /// @param value the words after it joined by blanks; empty for an option without
    /// @param written the word that is the value
    record Option(Word word, String name, String value, Optional<Word> written) {}

    boolean hasNext() {
        return index < line.words().size();
    }

    /// The word at hand, without taking it.
    Word peek() {
        return line.words().get(index);
    }

    Word take() {
        return line.words().get(index++);
    }

    /// The option at hand; empty, with a finding, if it is none or lacks its value. Then the rest of the line is
    /// skipped.
    Optional<Option> next() {
        return next(grammar);
    }

    /// The same, where another grammar holds: behind `nexthop`.
    Optional<Option> nextOf(String otherGrammar) {
        return next(KeywordTable.standard().block(otherGrammar));
    }

    private Optional<Option> next(Block options) {
        Word word = take();
        Optional<Keyword> keyword = options.find(word.text());
        if (keyword.isEmpty()) {
            resolution.report(Finding.of(Code.UNKNOWN_OPTION, word.span())
                    .with("word", word)
                    .with("where", "a " + options.name().replace('_', ' ') + " line")
                    .with("suggestion", KeywordTable.nearest(word.text(), options.names()))
                    .also(line.definedAt()));
            index = line.words().size();
            return Optional.empty();
        }
        String name = SYNONYMS.getOrDefault(word.text(), word.text());
        if (keyword.get().arguments().isEmpty()) {
            return Optional.of(new Option(word, name, "", Optional.empty()));
        }
        String lock = hasNext() && peek().text().equals("lock") ? take().text() + " " : "";
        if (!hasNext()) {
            resolution.report(Finding.of(Code.OPTION_LACKS_VALUE, word.span()).with("word", word));
            return Optional.empty();
        }
        Word value = take();
        Shapes.check(
                resolution, keyword.get(), keyword.get().arguments().getFirst().shape(), value);
        return Optional.of(new Option(word, name, lock + value.text(), Optional.of(value)));
    }
}
