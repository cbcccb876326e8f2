package dev.baton.config.keyword;

/// What Baton does with a keyword. Every keyword is in exactly one state; nothing is ignored silently.
public sealed interface State {
    /// It does what the manual says.
    record Works() implements State {}

    /// It is understood and changes nothing here, and why.
    record NoEffect(String reason) implements State {}

    /// It is checked but not acted on so far.
    record NotYet() implements State {}

    /// keepalived does not know it any more; the text says since when and what replaced it.
    record Dropped(String replacement) implements State {}

    /// Lower case, for tables: `works`, `no effect`, `not yet`, `dropped`.
    default String word() {
        return switch (this) {
            case Works _ -> "works";
            case NoEffect _ -> "no effect";
            case NotYet _ -> "not yet";
            case Dropped _ -> "dropped";
        };
    }
}
