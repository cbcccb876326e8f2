package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the end of a block's body by looking at braces, quotes and comments only, and remembers the bodies that it
/// has seen.
///
/// A body counts only if its lines cannot mean different things in different places: nothing in it is defined,
/// substituted, repeated, included or tied to a host, and each quote is closed in its line.
final class Passages {
    /// In characters, so that no line in it can be too long.
    private static final int LENGTH_MAX = LineReader.LINE_MAX - 1;

    private static final int DEPTH_MAX = 8;

    private static final int RECENT = 4;

    private final Map<Integer, Passage> known = new HashMap<>();
    private final Passage[] recent = new Passage[RECENT];
    private int turn;
    private int end;
    private int hash;

    /// The body that starts here, after an opening brace at the end of a line, if it has been seen before.
    Optional<Passage> find(String text, int start) {
        for (Passage passage : recent) {
            if (passage != null && passage.isAt(text, start)) {
                return Optional.of(passage);
            }
        }
        Passage passage = scan(text, start) ? known.get(hash) : null;
        return passage != null && passage.isAt(text, start) ? Optional.of(remembered(passage)) : Optional.empty();
    }

    /// Remembers the body that starts here, where [#find] has just found none.
    Optional<Passage> add(Source source, int start, int firstLine) {
        String text = source.text();
        if (end <= start || text.indexOf("include", start, end) >= 0 || text.indexOf("random_seed", start, end) >= 0) {
            return Optional.empty();
        }
        Passage passage = remembered(new Passage(source, start, end, firstLine));
        known.put(hash, passage);
        return Optional.of(passage);
    }

    private Passage remembered(Passage passage) {
        recent[turn] = passage;
        turn = (turn + 1) % RECENT;
        return passage;
    }

    /// Looks for the end of the body; true if it is one that can be compared with others.
    private boolean scan(String text, int start) {
        end = start;
        int last = Math.min(text.length(), start + LENGTH_MAX);
        int depth = 1;
        int code = 0;
        int at = start;
        while (at < last) {
            char c = text.charAt(at);
            code = 31 * code + c;
            at++;
            if (c > '@' && c < '{') {
                if (c == '\\') {
                    return false;
                }
            } else if (c == '{') {
                if (++depth > DEPTH_MAX) {
                    return false;
                }
            } else if (c == '}') {
                if (--depth == 0) {
                    hash = code;
                    return endsLine(text, at);
                }
            } else if (c == '"' || c == '#' || c == '!') {
                int after = c == '"' ? closingQuote(text, at, last) : lineEnd(text, at, last);
                while (at < after) {
                    char inside = text.charAt(at++);
                    if (!isHarmless(inside)) {
                        return false;
                    }
                    code = 31 * code + inside;
                }
                if (after < 0) {
                    return false;
                }
            } else if (!isHarmless(c)) {
                return false;
            }
        }
        return false;
    }

    /// Notes the end after blanks and the line's end; false if anything else stands there.
    private boolean endsLine(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                end = at + 1;
                return true;
            }
            if (!Text.isBlank(c) && c != '\r') {
                return false;
            }
        }
        return false;
    }

    private static boolean isHarmless(char c) {
        return c >= ' '
                ? c < 0x7f && c != '$' && c != '@' && c != '~' && c != '\\'
                : c == '\n' || c == '\t' || c == '\r';
    }

    private static int closingQuote(String text, int from, int last) {
        int close = text.indexOf('"', from, last);
        return close < 0 || text.indexOf('\n', from, close) >= 0 ? -1 : close + 1;
    }

    private static int lineEnd(String text, int from, int last) {
        return text.indexOf('\n', from, last);
    }
}
