package dev.baton.config.format;

/// Lays a file out: four blanks for each block, one blank between words, a brace behind its keyword and a
/// closing one on a line of its own, at most one empty line in a row.
///
/// It looks at the text and not at its meaning, so that it works on wrong files too: no word and no comment
/// is lost or changed, and the reader sees the same words and braces before and after. Formatting twice
/// changes nothing more.
public final class Formatter {
    private final Page page = new Page();

    private boolean continued;
    /// How many blocks the line before opened, if it stands behind a condition.
    private int conditionOpened;

    private Formatter() {}

    /// The file's text, laid out. Characters beyond ASCII are passed through as they are.
    public static String format(String text) {
        Formatter formatter = new Formatter();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            int stripped = end;
            while (stripped > start && text.charAt(stripped - 1) == '\r') {
                stripped--;
            }
            formatter.line(text.substring(start, stripped));
            start = end + 1;
        }
        return formatter.page.text();
    }

    private void line(String raw) {
        WrittenLine line = WrittenLine.of(raw);
        if (raw.indexOf('\r') >= 0) {
            // blank to the tokenizer but not to the line reader: moving it could change what the line ends with
            page.verbatim(raw);
            continued = (continued || line.isDefinition()) && line.continues();
        } else if (continued) {
            page.continued(WrittenLine.strip(raw));
            continued = line.continues();
        } else if (WrittenLine.isTooLong(raw, 0) || raw.indexOf('\0') >= 0) {
            page.verbatim(raw);
        } else if (line.isBlank()) {
            page.blank();
        } else if (line.code().isEmpty()) {
            page.whole("", line.comment());
        } else {
            code(line);
        }
    }

    private void code(WrittenLine line) {
        int before = conditionOpened;
        conditionOpened = 0;
        if (line.isDefinition()) {
            page.whole(line.code(), line.comment());
            continued = line.continues();
        } else if (line.isWhole()) {
            whole(line, before);
        } else {
            pieces(line.code(), line.comment());
        }
    }

    /// A line in one piece. Of alternatives such as `@a vrrp_instance X {` and `@b vrrp_instance Y {`, one
    /// after the other, only one counts.
    private void whole(WrittenLine line, int openedBefore) {
        int opened = line.isRepetition() ? 0 : Braces.opened(line.code());
        boolean alternative = line.isConditional() && opened != 0 && opened == openedBefore;
        conditionOpened = line.isConditional() ? opened : 0;
        int before = alternative
                ? Math.min(0, -opened)
                : Math.min(opened, line.code().startsWith("}") ? -1 : 0);
        int after = alternative ? Math.max(0, opened) : opened - before;
        if (before != 0) {
            page.deeper(before);
        }
        page.whole(line.isPlain() ? Braces.spaced(line.code()) : line.code(), line.comment());
        if (after != 0) {
            page.deeper(after);
        }
    }

    /// Cuts at braces. What follows a brace is a line of its own to the reader, so that it may be one that
    /// has to stay whole.
    private void pieces(String code, String comment) {
        String rest = code;
        while (!rest.isEmpty()) {
            if (WrittenLine.startsSpecial(rest)) {
                whole(new WrittenLine(rest, comment), 0);
                return;
            }
            int brace = Braces.next(rest);
            String words = WrittenLine.strip(brace < 0 ? rest : rest.substring(0, brace));
            String after = brace < 0 ? "" : WrittenLine.strip(rest.substring(brace + 1));
            if (!words.isEmpty()) {
                page.words(Braces.spaced(words), brace < 0 ? comment : "");
            }
            String last = after.isEmpty() ? comment : "";
            if (brace >= 0 && rest.charAt(brace) == '{') {
                page.open(last);
            } else if (brace >= 0) {
                page.close(last);
            }
            rest = after;
        }
    }
}
