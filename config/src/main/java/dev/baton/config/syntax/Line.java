package dev.baton.config.syntax;

import dev.baton.config.source.Span;

/// One logical line after includes, conditions, substitutions and splitting at braces.
sealed interface Line {
    Span span();

    record Open(Span span) implements Line {}

    record Close(Span span) implements Line {}

    /// Words; never empty.
    record Words(Text text) implements Line {
        @Override
        public Span span() {
            return text.span();
        }
    }
}
