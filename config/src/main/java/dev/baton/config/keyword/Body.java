package dev.baton.config.keyword;

/// What follows a keyword's own line.
public sealed interface Body {
    /// Nothing: the keyword is one line.
    record None() implements Body {}

    /// Braces with keywords of the named block inside.
    record Keywords(String block) implements Body {}

    /// Braces with lines of data of the named grammar inside, such as addresses.
    record Lines(String grammar) implements Body {}
}
