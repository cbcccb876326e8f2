package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.List;

/// Cuts lines that are nothing but words, with a brace at the end or without: no quote, comment, escape, definition,
/// condition or include. Nearly all lines are. It looks at each character once; what is not plain is left to the
/// general way of [LineReader].
final class PlainLines {
    private static final int WORDS_MAX = 16;

    /// In characters; all of them are ASCII.
    private static final int LENGTH_MAX = 256;

    private static final int SHARED = 4096;
    private static final boolean[] IN_WORD = wordCharacters();

    /// Words seen of late, by their hash: a large file holds most texts once.
    private final String[] shared = new String[SHARED];

    private final int[] starts = new int[WORDS_MAX];
    private final int[] ends = new int[WORDS_MAX];
    private final int[] hashes = new int[WORDS_MAX];
    private int count;
    private int brace;
    private int end;

    private static boolean[] wordCharacters() {
        boolean[] inWord = new boolean[128];
        for (char c = '!'; c < 127; c++) {
            inWord[c] = "\"'#!$@~\\{}".indexOf(c) < 0;
        }
        return inWord;
    }

    /// True if the line that starts here is plain; then the other methods tell of it.
    boolean scan(String text, int start) {
        int last = Math.min(text.length(), start + LENGTH_MAX);
        count = 0;
        brace = -1;
        int at = start;
        while (at < last) {
            char c = text.charAt(at);
            if (c == '\n') {
                end = at + 1;
                return !actsOnReading(text);
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (brace >= 0 || count == WORDS_MAX) {
                return false;
            } else if (c == '{' || c == '}') {
                brace = at++;
            } else {
                int after = word(text, at, last);
                if (after == at) {
                    return false;
                }
                at = after;
            }
        }
        return false;
    }

    /// Takes the characters of a word; returns the index after them.
    private int word(String text, int start, int last) {
        int hash = 0;
        int at = start;
        while (at < last) {
            char c = text.charAt(at);
            if (c >= IN_WORD.length || !IN_WORD[c]) {
                break;
            }
            hash = 31 * hash + c;
            at++;
        }
        starts[count] = start;
        ends[count] = at;
        hashes[count] = hash;
        count++;
        return at;
    }

    private boolean actsOnReading(String text) {
        return count > 0 && (text.startsWith("include", starts[0]) || text.startsWith("random_seed", starts[0]));
    }

    /// The index after the line and its end.
    int end() {
        return end;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Where the brace stands; -1 if there is none.
    int brace() {
        return brace;
    }

    List<Word> words(Source source) {
        Word[] words = new Word[count];
        for (int index = 0; index < count; index++) {
            words[index] = new Word(text(source.text(), index), new Span(source, starts[index], ends[index]));
        }
        return List.of(words);
    }

    private String text(String text, int index) {
        int slot = (hashes[index] ^ (hashes[index] >>> 12)) & (SHARED - 1);
        int length = ends[index] - starts[index];
        String known = shared[slot];
        if (known != null && known.length() == length && text.startsWith(known, starts[index])) {
            return known;
        }
        String word = text.substring(starts[index], ends[index]);
        shared[slot] = word;
        return word;
    }
}
