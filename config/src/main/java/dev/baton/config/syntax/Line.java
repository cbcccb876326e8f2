package dev.baton.config.syntax;

import dev.baton.config.source.Source;
import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// One logical line after includes, conditions, substitutions and splitting at braces.
sealed interface Line {
    record Open(Span span) implements Line {}

    record Close(Span span) implements Line {}

    /// Words; never empty.
    record Words(Text text) implements Line {}

    /// Words that have been cut already, none of them quoted; never empty.
    record Plain(List<Word> words) implements Line {}

    /// The lines that follow, up to the brace that closes the block just opened, are a passage met for the first time.
    record First(Passage passage) implements Line {}

    /// A passage once more, in place of its lines.
    ///
    /// @param distance how many characters further than in its own source
    record Again(Passage passage, Source source, int distance) implements Line {}

    /// The same line of a passage elsewhere; empty for a passage that it met for the first time, and that is another
    /// now.
    static Optional<Line> moved(Line line, Source source, int distance) {
        return switch (line) {
            case Open open -> Optional.of(new Open(open.span().movedTo(source, distance)));
            case Close close -> Optional.of(new Close(close.span().movedTo(source, distance)));
            case Words words -> Optional.of(new Words(words.text().movedTo(source, distance)));
            case Plain plain -> Optional.of(new Plain(Word.moved(plain.words(), source, distance)));
            case First _ -> Optional.empty();
            case Again again -> Optional.of(new Again(again.passage(), source, again.distance() + distance));
        };
    }
}
