package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.keyword.State;
import dev.baton.config.syntax.Statement;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Rejects keywords that are not known where they stand; says which are old spellings, dropped, without effect, or not
/// active yet.
///
/// What is not active yet is said once for each top-level block, and only once for a kind of block as a whole.
final class KeywordPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        KeywordTable table = KeywordTable.standard();
        TreeWalk walk = new TreeWalk(resolution.findings());
        Set<String> blocksToldNotYet = new LinkedHashSet<>();
        for (Statement top : resolution.tree().statements()) {
            check(resolution, table, top, KeywordTable.ROOT);
            Set<String> notYet = new LinkedHashSet<>();
            if (isNotYet(top)) {
                if (blocksToldNotYet.add(top.name())) {
                    notYet.add(top.name());
                }
            } else {
                top.children().stream().filter(KeywordPass::isNotYet).forEach(child -> notYet.add(child.name()));
            }
            if (!notYet.isEmpty()) {
                resolution.report(Finding.of(Code.KEYWORDS_NOT_YET, top.span())
                        .with("where", isNotYet(top) ? "" : " in " + top.name())
                        .with("words", String.join(", ", notYet)));
            }
            walk.visit(top.children(), inside(top), (statement, block) -> check(resolution, table, statement, block));
        }
    }

    private static boolean isNotYet(Statement statement) {
        return statement
                .keyword()
                .filter(keyword -> keyword.state() instanceof State.NotYet)
                .isPresent();
    }

    private static String inside(Statement statement) {
        return statement.keyword().map(Keyword::body).orElseGet(Body.None::new) instanceof Body.Keywords(String block)
                ? block
                : "";
    }

    private static void check(Resolution resolution, KeywordTable table, Statement statement, String block) {
        if (statement.keyword().isPresent()) {
            state(resolution, statement, statement.keyword().get());
        } else if (table.isBlockOfKeywords(block)) {
            unknown(resolution, table, statement, block);
        }
    }

    private static void unknown(Resolution resolution, KeywordTable table, Statement statement, String block) {
        String word = statement.name();
        Finding finding = Finding.of(Code.UNKNOWN_KEYWORD, statement.span())
                .with("word", word)
                .with("where", where(block))
                .also(statement.definedAt());
        if (resolution.findings().wants(Code.UNKNOWN_KEYWORD)) {
            finding.with(
                            "suggestion",
                            KeywordTable.nearest(word, table.block(block).names()))
                    .with("elsewhere", elsewhere(table, word));
        }
        resolution.report(finding);
    }

    private static Optional<String> elsewhere(KeywordTable table, String word) {
        return table.blocksOfKeywords().stream()
                .filter(block -> block.find(word).isPresent())
                .map(block -> block.name().equals(KeywordTable.ROOT) ? "the top level of the file" : block.name())
                .findFirst();
    }

    private static String where(String block) {
        return block.equals(KeywordTable.ROOT) ? "at the top level" : "in " + block;
    }

    private static void state(Resolution resolution, Statement statement, Keyword keyword) {
        keyword.synonymOf()
                .ifPresent(preferred -> resolution.report(Finding.of(Code.KEYWORD_DEPRECATED, statement.span())
                        .with("word", keyword.name())
                        .with("preferred", preferred)));
        switch (keyword.state()) {
            case State.Dropped dropped ->
                resolution.report(Finding.of(Code.KEYWORD_DROPPED, statement.span())
                        .with("word", keyword.name())
                        .with("replacement", dropped.replacement()));
            case State.NoEffect noEffect ->
                resolution.report(Finding.of(Code.KEYWORD_NO_EFFECT, statement.span())
                        .with("word", keyword.name())
                        .with("reason", noEffect.reason()));
            case State.Works _, State.NotYet _ -> {
                // nothing to say about the one; the other is said once for the whole block
            }
        }
    }
}
