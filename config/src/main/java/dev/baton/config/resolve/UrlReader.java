package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.CheckerSpec.CodeRange;
import dev.baton.model.CheckerSpec.Regex;
import dev.baton.model.CheckerSpec.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one `url` block.
final class UrlReader {
    private static final int CODE_MIN = 100;
    private static final int CODE_MAX = 599;
    private static final CodeRange SUCCESS = new CodeRange(200, 299);

    private UrlReader() {}

    /// The page to ask for, or nothing with a finding.
    static Optional<Url> read(Resolution resolution, Statement statement) {
        Block block = new Block(statement);
        Optional<Word> path = block.word("path");
        if (path.isEmpty()) {
            resolution.report(Finding.of(Code.INCOMPLETE_BLOCK, statement.span())
                    .with("what", "url")
                    .with("name", "")
                    .with("keyword", "path"));
            return Optional.empty();
        }
        block.word("digest")
                .filter(word -> !word.text().matches("[0-9a-fA-F]{32}"))
                .ifPresent(word -> resolution.report(Finding.of(Code.INVALID_DIGEST, word.span())));
        List<CodeRange> codes = codes(resolution, block);
        return Optional.of(new Url(
                path.get().text(),
                block.text("virtualhost"),
                block.text("digest"),
                codes.isEmpty() ? List.of(SUCCESS) : codes,
                regex(block)));
    }

    private static List<CodeRange> codes(Resolution resolution, Block block) {
        List<CodeRange> codes = new ArrayList<>();
        for (Word word : block.last("status_code").map(Statement::arguments).orElse(List.of())) {
            String text = word.text();
            int dash = text.indexOf('-');
            Optional<Long> first = code(dash < 0 ? text : text.substring(0, dash));
            Optional<Long> last = dash < 0 ? first : code(text.substring(dash + 1));
            if (first.isPresent() && last.isPresent() && first.get() <= last.get()) {
                codes.add(new CodeRange(first.get().intValue(), last.get().intValue()));
            } else {
                resolution.report(
                        Finding.of(Code.INVALID_STATUS_CODE, word.span()).with("value", word));
            }
        }
        return codes;
    }

    private static Optional<Long> code(String text) {
        return Values.integer(text).filter(code -> code >= CODE_MIN && code <= CODE_MAX);
    }

    private static Optional<Regex> regex(Block block) {
        List<String> options = block.last("regex_options")
                .map(each -> each.arguments().stream().map(Word::text).toList())
                .orElse(List.of());
        return block.text("regex")
                .map(pattern -> new Regex(
                        pattern,
                        block.has("regex_no_match"),
                        options,
                        block.number("regex_min_offset").orElse(0L),
                        block.number("regex_max_offset")));
    }
}
