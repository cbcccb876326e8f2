package dev.baton.config.syntax;

import dev.baton.config.source.Span;

/// One word of a statement, with quotes removed and substitutions made.
///
/// @param span where it was written; the place of use if a definition was substituted
public record Word(String text, Span span) {
    @Override
    public String toString() {
        return text;
    }
}
