package dev.baton.config.diagnostic;

import dev.baton.config.source.Span;

/// A place and what is to be said about it; the text may be empty.
public record Label(Span span, String text) {}
