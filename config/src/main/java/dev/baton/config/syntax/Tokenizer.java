package dev.baton.config.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Splits a line into words. Not thread-safe: it keeps the words it has seen, so that a large file holds each text
/// once.
final class Tokenizer {
    private final Map<String, String> seen = new HashMap<>();

    /// Words separated by white space. One that begins with `"` runs to the next `"`; a `"` inside a word ends
    /// that word and starts a quoted one; nothing is escaped. An unterminated quoted word is dropped.
    List<Word> words(Text line) {
        List<Word> words = new ArrayList<>(4);
        int at = 0;
        while (at < line.length()) {
            char c = line.at(at);
            if (isSpace(c)) {
                at++;
            } else if (c == '"') {
                int close = line.indexOf('"', at + 1);
                if (close < 0) {
                    return words;
                }
                words.add(new Word(share(line.chars(at + 1, close)), line.span(at, close + 1)));
                at = close + 1;
            } else {
                int end = at + 1;
                while (end < line.length() && !isSpace(line.at(end)) && line.at(end) != '"') {
                    end++;
                }
                words.add(new Word(share(line.chars(at, end)), line.span(at, end)));
                at = end;
            }
        }
        return words;
    }

    /// Words as a shell would see them: `'` and `"` both quote, adjacent pieces join, backslash pairs stay as they are.
    /// Empty if a quote is not closed.
    Optional<List<Word>> shellWords(Text line) {
        List<Word> words = new ArrayList<>(4);
        int at = 0;
        while (at < line.length()) {
            if (isSpace(line.at(at))) {
                at++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            int end = shellWord(line, at, word);
            if (end < 0) {
                return Optional.empty();
            }
            words.add(new Word(share(word.toString()), line.span(at, end)));
            at = end;
        }
        return Optional.of(words);
    }

    /// Collects one word from `at` on; returns its end, or -1 if a quote is not closed.
    private static int shellWord(Text line, int at, StringBuilder word) {
        int end = at;
        while (end < line.length() && !isSpace(line.at(end))) {
            char c = line.at(end);
            if (c == '"' || c == '\'') {
                int close = closingQuote(line, end);
                if (close < 0) {
                    return -1;
                }
                word.append(line.chars(end + 1, close));
                end = close + 1;
            } else if (c == '\\' && end + 1 < line.length()) {
                word.append(c).append(line.at(end + 1));
                end += 2;
            } else {
                word.append(c);
                end++;
            }
        }
        return end;
    }

    private static int closingQuote(Text line, int open) {
        char quote = line.at(open);
        for (int at = open + 1; at < line.length(); at++) {
            if (line.at(at) == '\\') {
                at++;
            } else if (line.at(at) == quote) {
                return at;
            }
        }
        return -1;
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private String share(String word) {
        String known = seen.putIfAbsent(word, word);
        return known == null ? word : known;
    }
}
