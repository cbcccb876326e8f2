package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;

/// Takes comments and outer blanks from a line.
///
/// `#` and `!` start a comment anywhere outside double quotes, even inside a word; `\#` and `\!` stand for themselves.
/// Single quotes protect nothing at this stage.
final class Decomment {
    private Decomment() {}

    static Text apply(Text line, Findings findings) {
        Text text = line.stripped();
        int quote = -1;
        int from = 0;
        Text done = text.sub(0, 0);
        for (int at = 0; at < text.length(); at++) {
            char c = text.at(at);
            if (c == '"') {
                quote = quote < 0 ? at : -1;
            } else if (quote < 0 && isComment(c)) {
                return joined(done, text, from, at).stripped();
            } else if (quote < 0 && c == '\\' && at + 1 < text.length()) {
                if (isComment(text.at(at + 1))) {
                    done = joined(done, text, from, at);
                    from = at + 1;
                }
                at++;
            }
        }
        if (quote >= 0) {
            findings.add(Finding.of(Code.UNTERMINATED_QUOTE, text.span(quote, text.length())));
        }
        return joined(done, text, from, text.length());
    }

    /// The first `"` of a line without comments that is not closed; -1 if each is.
    static int openQuote(Text line) {
        int quote = -1;
        for (int at = 0; at < line.length(); at++) {
            if (line.at(at) == '"') {
                quote = quote < 0 ? at : -1;
            } else if (quote < 0 && line.at(at) == '\\') {
                at++;
            }
        }
        return quote;
    }

    /// What was kept so far and one more stretch; nearly always the stretch alone.
    private static Text joined(Text done, Text text, int from, int to) {
        return from == 0 ? text.sub(from, to) : done.plus(text.sub(from, to));
    }

    private static boolean isComment(char c) {
        return c == '#' || c == '!';
    }
}
