package dev.baton.config.syntax;

import java.util.Optional;

/// What must hold for an `include`, else keepalived refuses to start.
///
/// @param readable every matched file can be read and is a plain file without execute bits
/// @param match a pattern without wildcards matches something
/// @param wildcardMatch a pattern with wildcards does too
/// @param braceMatch every alternative in braces does
record IncludeChecks(boolean readable, boolean match, boolean wildcardMatch, boolean braceMatch) {
    static final IncludeChecks NONE = new IncludeChecks(false, false, false, false);
    static final IncludeChecks ALL = new IncludeChecks(true, true, true, true);
    static final IncludeChecks FIRST_FILE = new IncludeChecks(true, true, true, false);

    /// The checks that a form of the keyword adds: `include`, `includer`, `includem`, `includew`, `includeb`,
    /// `includea`.
    static Optional<IncludeChecks> ofKeyword(String keyword) {
        return switch (keyword) {
            case "include" -> Optional.of(NONE);
            case "includer" -> Optional.of(new IncludeChecks(true, false, false, false));
            case "includem" -> Optional.of(new IncludeChecks(true, true, false, false));
            case "includew" -> Optional.of(new IncludeChecks(true, true, true, false));
            case "includeb" -> Optional.of(new IncludeChecks(true, false, false, true));
            case "includea" -> Optional.of(ALL);
            default -> Optional.empty();
        };
    }

    IncludeChecks or(IncludeChecks other) {
        return new IncludeChecks(
                readable || other.readable,
                match || other.match,
                wildcardMatch || other.wildcardMatch,
                braceMatch || other.braceMatch);
    }

    /// This level changed by one word of `include_check`, such as `+match` or `-read`; unknown words change nothing.
    IncludeChecks changedBy(String word) {
        boolean on = !word.startsWith("-");
        return switch (word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word) {
            case "read", "readable" -> new IncludeChecks(on, match, wildcardMatch, braceMatch);
            case "match" -> new IncludeChecks(readable, on, wildcardMatch, braceMatch);
            case "wildcard_match" -> new IncludeChecks(readable, match, on, braceMatch);
            case "brace_match" -> new IncludeChecks(readable, match, wildcardMatch, on);
            default -> this;
        };
    }
}
