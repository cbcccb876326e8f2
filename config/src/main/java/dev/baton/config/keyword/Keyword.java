package dev.baton.config.keyword;

import java.util.List;
import java.util.Optional;

/// One row of the keyword table.
///
/// @param block the block in which it stands; `root` at the top level
/// @param body what follows in braces
/// @param defaultText the default in words; empty if there is none
/// @param since the keepalived version that brought it, if later than 2.2.7
/// @param synonymOf the keyword that means the same and should be written instead
/// @param doc one sentence
public record Keyword(
        String block,
        String name,
        List<Argument> arguments,
        Body body,
        String defaultText,
        Optional<String> since,
        Optional<String> synonymOf,
        State state,
        String doc) {
    public Keyword {
        arguments = List.copyOf(arguments);
    }

    /// True if braces follow.
    public boolean opensBlock() {
        return !(body instanceof Body.None);
    }

    /// True if its words follow the shell's quoting rules instead of the plain ones.
    public boolean isShellQuoted() {
        // asked for every statement of a file
        for (Argument argument : arguments) {
            if (argument.shape() instanceof Argument.Shape.Script) {
                return true;
            }
        }
        return false;
    }

    /// The fewest words that must follow.
    public int argumentsMin() {
        return (int) arguments.stream()
                .filter(argument -> argument.count() == Argument.Count.ONE)
                .count();
    }
}
