package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.List;

/// One word of a statement, with quotes removed and substitutions made.
///
/// @param span where it was written; the place of use if a definition was substituted
public record Word(String text, Span span) {
    /// The words' texts with blanks between them.
    public static String joined(List<Word> words) {
        StringBuilder joined = new StringBuilder();
        for (Word word : words) {
            joined.append(joined.isEmpty() ? "" : " ").append(word.text);
        }
        return joined.toString();
    }

    /// The same words elsewhere.
    static List<Word> moved(List<Word> words, Source source, int distance) {
        List<Word> moved = new ArrayList<>(words.size());
        for (Word word : words) {
            moved.add(new Word(word.text, word.span.movedTo(source, distance)));
        }
        return List.copyOf(moved);
    }

    @Override
    public String toString() {
        return text;
    }
}
