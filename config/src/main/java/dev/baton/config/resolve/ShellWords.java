package dev.baton.config.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits a script's command into program and arguments, as keepalived does: quotes `'` and `"`, and the escapes
/// `\a \b \E \f \n \r \t \v`, `\NNN` in octal, `\xHH`, `\cC`; any other escaped character stands for itself.
final class ShellWords {
    private final String text;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /// The words; empty if a quote is not closed.
    static Optional<List<String>> split(String text) {
        return new ShellWords(text).words();
    }

    private Optional<List<String>> words() {
        List<String> words = new ArrayList<>();
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
                continue;
            }
            Optional<String> word = word();
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        return Optional.of(words);
    }

    private Optional<String> word() {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        while (at < text.length() && (quote != 0 || !isBlank(text.charAt(at)))) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length() && quote != '\'') {
                word.append(escape());
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        return quote == 0 ? Optional.of(word.toString()) : Optional.empty();
    }

    /// The character that the escape after a backslash stands for.
    private char escape() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'E' -> '\u001b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000b';
            case 'x' -> number(2, 16, c);
            case 'c' -> at < text.length() ? (char) (text.charAt(at++) & 0x1f) : c;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                yield number(3, 8, c);
            }
            default -> c;
        };
    }

    /// Up to so many digits; the character itself if there is none.
    private char number(int digitsMax, int radix, char otherwise) {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < digitsMax && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
        }
        return at == start ? otherwise : (char) (value & 0xff);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
