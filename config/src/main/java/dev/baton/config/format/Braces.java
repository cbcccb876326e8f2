package dev.baton.config.format;

/// Braces and blanks outside of quotes.
final class Braces {
    private Braces() {}

    /// Where the first brace outside of double quotes stands, or -1.
    static int next(String code) {
        boolean quoted = false;
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            quoted ^= c == '"';
            if (!quoted && (c == '{' || c == '}')) {
                return at;
            }
        }
        return -1;
    }

    /// How many more blocks are open after the line than before; `${NAME}` opens none.
    static int opened(String code) {
        boolean quoted = false;
        int opened = 0;
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            quoted ^= c == '"';
            if (c == '$' && code.startsWith("${", at)) {
                int close = code.indexOf('}', at);
                at = close < 0 ? code.length() : close;
            } else if (!quoted && c == '{') {
                opened++;
            } else if (!quoted && c == '}') {
                opened--;
            }
        }
        return opened;
    }

    /// The same words with one blank between them; quoted ones as they are.
    static String spaced(String code) {
        StringBuilder text = new StringBuilder(code.length());
        char quote = 0;
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
            boolean blank = quote == 0 && WrittenLine.isBlank(c);
            if (!blank) {
                text.append(c);
            } else if (text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
