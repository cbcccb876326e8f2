package dev.baton.config.format;

import java.util.ArrayList;
import java.util.List;

/// The lines that are written, with the indentation of the block they stand in and at most one empty line in
/// a row.
final class Page {
    private static final int STEP = 4;

    private final List<String> lines = new ArrayList<>();
    private int depth;
    private boolean blankWanted;
    private boolean blockJustOpened = true;
    private boolean braceMayFollow;

    /// An empty line between what was written and what comes next, unless a block begins or ends there.
    void blank() {
        blankWanted = true;
    }

    /// A line exactly as it is.
    void verbatim(String line) {
        space(false);
        lines.add(line);
        braceMayFollow = false;
    }

    /// A line of words; a brace may be put behind it.
    void words(String text, String comment) {
        put(text, comment, 0, false);
        braceMayFollow = comment.isEmpty();
    }

    /// A comment, a condition, or anything else that nothing is put behind.
    void whole(String text, String comment) {
        put(text, comment, 0, text.startsWith("}"));
    }

    /// A line that belongs to the one before.
    void continued(String text) {
        if (text.isEmpty()) {
            lines.add("");
        } else {
            put(text, "", 1, false);
        }
    }

    /// An opening brace, behind the words before it if they stand there alone.
    void open(String comment) {
        if (braceMayFollow && !WrittenLine.isTooLong(lines.getLast(), 2 + comment.length())) {
            blankWanted = false;
            lines.add(join(lines.removeLast() + " {", comment));
        } else {
            put("{", comment, 0, false);
        }
        braceMayFollow = false;
        deeper(1);
    }

    void close(String comment) {
        deeper(-1);
        put("}", comment, 0, true);
    }

    /// Moves what follows to the right or to the left; never beyond the margin.
    void deeper(int levels) {
        depth = Math.max(0, depth + levels);
        blockJustOpened = levels > 0;
    }

    private void put(String text, String comment, int extra, boolean closes) {
        space(closes);
        String line = text.isEmpty() ? comment : join(text, comment);
        int indent = STEP * (depth + extra);
        lines.add(WrittenLine.isTooLong(line, indent) ? line : " ".repeat(indent) + line);
        braceMayFollow = false;
    }

    private void space(boolean closes) {
        if (blankWanted && !blockJustOpened && !closes) {
            lines.add("");
        }
        blankWanted = false;
        blockJustOpened = false;
    }

    private static String join(String text, String comment) {
        return comment.isEmpty() ? text : text + " " + comment;
    }

    /// Everything, with a line feed at each line's end.
    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
