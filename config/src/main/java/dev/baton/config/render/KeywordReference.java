package dev.baton.config.render;

import dev.baton.config.keyword.Block;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// The keyword table for people: Markdown, a man page, and one keyword at a time.
public final class KeywordReference {
    private final KeywordTable table;

    public KeywordReference(KeywordTable table) {
        this.table = table;
    }

    /// One table for each block, and how many keywords are in which state.
    public String markdown() {
        StringBuilder out = new StringBuilder("""
                # Keywords

                Generated from the keyword table; `make fix` writes it anew. Every keyword is in exactly one state: it *works*, it has
                *no effect* here and why, it is *not yet* acted on, or keepalived *dropped* it.

                """);
        TreeMap<String, Integer> counts = new TreeMap<>();
        table.keywords().forEach(each -> counts.merge(each.state().word(), 1, Integer::sum));
        out.append("| state | keywords and options |\n|---|--:|\n");
        counts.forEach((state, count) ->
                out.append("| ").append(state).append(" | ").append(count).append(" |\n"));
        for (Block block : table.blocks()) {
            out.append("\n## ").append(block.name()).append("\n\n");
            out.append("| keyword | arguments | default | since | state | meaning |\n|---|---|---|---|---|---|\n");
            block.keywords().forEach(keyword -> out.append(row(keyword)));
        }
        return out.toString();
    }

    private String row(Keyword keyword) {
        String inside = Usage.inside(keyword);
        String link = inside.isEmpty() ? "" : " See [" + inside + "](#" + inside.toLowerCase(Locale.ROOT) + ").";
        return "| `%s` | %s | %s | %s | %s | %s%s |\n"
                .formatted(
                        Usage.line(keyword),
                        cell(Usage.bounds(keyword)),
                        cell(keyword.defaultText()),
                        keyword.since().orElse(""),
                        cell(Usage.state(keyword)),
                        cell(keyword.doc()),
                        link);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    /// `baton.conf(5)` in the man macros.
    public String manPage() {
        StringBuilder out = new StringBuilder("""
                .\\" Generated from the keyword table; make fix writes it anew.
                .TH BATON.CONF 5 "" "Baton" "Configuration"
                .SH NAME
                baton.conf, keepalived.conf \\- configuration of Baton
                .SH DESCRIPTION
                Baton reads keepalived's configuration file unchanged. A line is a keyword and its words; braces hold the lines of a
                block;
                .B #
                and
                .B !
                start a comment. Keywords that Baton does not act on are marked.
                .B baton check
                finds mistakes,
                .B baton explain
                explains them.
                """);
        for (Block block : table.blocks()) {
            out.append(".SH ")
                    .append(roff(block.name().toUpperCase(Locale.ROOT)))
                    .append('\n');
            block.keywords().forEach(keyword -> out.append(entry(keyword)));
        }
        return out.append("""
                .SH SEE ALSO
                .BR baton (1),
                .BR keepalived.conf (5)
                """).toString();
    }

    private static String entry(Keyword keyword) {
        StringBuilder entry =
                new StringBuilder(".TP\n.B ").append(roff(Usage.line(keyword))).append('\n');
        entry.append(roff(details(keyword))).append('\n');
        return entry.toString();
    }

    private static String details(Keyword keyword) {
        StringBuilder text = new StringBuilder(keyword.doc());
        append(text, Usage.bounds(keyword));
        append(text, keyword.defaultText().isEmpty() ? "" : "Default: " + keyword.defaultText());
        append(
                text,
                keyword.since().map(version -> "Since keepalived " + version).orElse(""));
        String state = Usage.state(keyword);
        append(text, state.equals("works") ? "" : "In Baton: " + state);
        return text.toString();
    }

    private static void append(StringBuilder text, String sentence) {
        if (!sentence.isEmpty()) {
            text.append(' ').append(sentence).append(sentence.endsWith(".") ? "" : ".");
        }
    }

    /// Text that no macro processor mistakes for a request.
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    /// What there is to say about a keyword, for every block that has it; empty if none has.
    public Optional<String> explain(String word) {
        StringBuilder out = new StringBuilder();
        for (Block block : table.blocks()) {
            block.find(word)
                    .ifPresent(keyword -> out.append(out.isEmpty() ? "" : "\n")
                            .append(Usage.line(keyword))
                            .append("   in ")
                            .append(block.name().equals(KeywordTable.ROOT) ? "the file itself" : block.name())
                            .append("\n    ")
                            .append(details(keyword))
                            .append('\n'));
        }
        return out.isEmpty() ? Optional.empty() : Optional.of(out.toString());
    }
}
