package dev.baton.config.format;

import java.nio.charset.StandardCharsets;

/// One line of a file, taken apart as far as formatting needs: what counts, and the comment behind it.
///
/// It follows the same rules as the reader, and where a rule makes a line's meaning depend on where it is
/// cut, the line is left in one piece: [#isWhole].
///
/// @param code without outer blanks and comment; may be empty
/// @param comment from its `#` or `!` on, without blanks at the end; may be empty
record WrittenLine(String code, String comment) {
    /// keepalived's line buffer.
    private static final int LINE_MAX = 1024;

    static WrittenLine of(String line) {
        String text = strip(line);
        int comment = commentStart(text);
        return comment < 0
                ? new WrittenLine(text, "")
                : new WrittenLine(strip(text.substring(0, comment)), text.substring(comment));
    }

    /// True if the reader drops the line because of its length, or would drop it with `added` more characters.
    static boolean isTooLong(String line, int added) {
        return line.length() + added >= LINE_MAX
                || (line.length() > LINE_MAX / 4 && line.getBytes(StandardCharsets.UTF_8).length + added >= LINE_MAX);
    }

    private static int commentStart(String text) {
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '#' || c == '!')) {
                return at;
            } else if (!quoted && c == '\\') {
                at++;
            }
        }
        return -1;
    }

    boolean isBlank() {
        return code.isEmpty() && comment.isEmpty();
    }

    /// True if the line must not be cut at its braces: a condition, repetition, definition or include covers
    /// the whole line; a definition is used; or quotes and backslashes make the cut doubtful.
    boolean isWhole() {
        return startsSpecial(code) || code.indexOf('$') >= 0 || !isPlain();
    }

    /// True if blanks between words may be changed.
    boolean isPlain() {
        boolean both = code.indexOf('"') >= 0 && code.indexOf('\'') >= 0;
        boolean closed = code.chars().filter(c -> c == '"').count() % 2 == 0;
        return code.indexOf('\\') < 0 && !both && closed;
    }

    static boolean startsSpecial(String code) {
        boolean marked = !code.isEmpty() && "@~$".indexOf(code.charAt(0)) >= 0;
        return marked || (code.startsWith("include") && !code.startsWith("include_check"));
    }

    boolean isConditional() {
        return code.startsWith("@");
    }

    boolean isRepetition() {
        return code.startsWith("~");
    }

    /// `$NAME=…`, also behind conditions.
    boolean isDefinition() {
        String rest = code;
        while (rest.startsWith("@")) {
            int end = 0;
            while (end < rest.length() && !isBlank(rest.charAt(end))) {
                end++;
            }
            rest = strip(rest.substring(end));
        }
        int end = 1;
        while (rest.startsWith("$") && end < rest.length() && isNamePart(rest.charAt(end))) {
            end++;
        }
        return rest.startsWith("$") && end > 1 && end < rest.length() && rest.charAt(end) == '=';
    }

    /// True if the definition goes on in the next line.
    boolean continues() {
        return code.endsWith("\\");
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// Without blanks and tabs at either end: what the reader takes off, and nothing else.
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
