package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.KeepalivedClass;
import dev.baton.config.keyword.Argument;
import dev.baton.config.keyword.Argument.Count;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.keyword.State;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.util.List;
import java.util.Set;

/// Rejects missing and superfluous words after a keyword, and words that are not of the shape the keyword table asks
/// for: numbers out of range, misspelt choices, switches, addresses, interface names.
final class ArgumentPass implements Pass {
    /// Where keepalived goes on without the word instead of ending at once.
    private static final Set<String> TOLERATED = Set.of(
            "router_id",
            "notification_email_from",
            "script_user",
            "notify_fifo",
            "vrrp_notify_fifo",
            "lvs_notify_fifo");

    @Override
    public void run(Resolution resolution) {
        TreeWalk walk = new TreeWalk(resolution.findings());
        walk.visit(resolution.tree().statements(), KeywordTable.ROOT, (statement, _) -> {
            statement
                    .keyword()
                    .filter(keyword -> !(keyword.state() instanceof State.Dropped))
                    .ifPresent(keyword -> check(resolution, statement, keyword));
        });
    }

    private static void check(Resolution resolution, Statement statement, Keyword keyword) {
        List<Word> words = statement.arguments();
        int index = 0;
        for (Argument argument : keyword.arguments()) {
            if (index >= words.size()) {
                if (argument.count() == Count.ONE) {
                    missing(resolution, statement, keyword, argument);
                }
                return;
            }
            do {
                Shapes.check(resolution, keyword, argument.shape(), words.get(index));
                index++;
            } while (argument.count() == Count.MANY && index < words.size());
        }
        if (index < words.size()) {
            extra(resolution, statement, keyword, index);
        }
    }

    private static void missing(Resolution resolution, Statement statement, Keyword keyword, Argument argument) {
        StringBuilder usage = new StringBuilder(keyword.name());
        keyword.arguments().forEach(each -> usage.append(' ').append(each.name()));
        Finding finding = Finding.of(Code.MISSING_PARAMETER, statement.line())
                .with("word", keyword.name())
                .with("parameter", argument.name())
                .with("usage", usage)
                .also(statement.definedAt());
        resolution.report(TOLERATED.contains(keyword.name()) ? finding.as(KeepalivedClass.GENERAL_ERROR) : finding);
    }

    private static void extra(Resolution resolution, Statement statement, Keyword keyword, int count) {
        Word first = statement.arguments().get(count);
        resolution.report(Finding.of(
                        Code.EXTRA_WORDS,
                        first.span().to(statement.words().getLast().span()))
                .with("word", keyword.name())
                .with("count", count == 0 ? "its own line" : count == 1 ? "one word" : count + " words")
                .also(statement.definedAt()));
    }
}
