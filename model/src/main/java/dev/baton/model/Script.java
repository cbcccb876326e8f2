package dev.baton.model;

import java.util.List;
import java.util.Optional;

/// A program to be run, with its arguments, and as whom.
///
/// @param command the program and its arguments, at least the program
/// @param user empty means the default script user
/// @param supplementaryGroups whether the user's other groups are set too (`USER :GROUP`)
public record Script(List<String> command, Optional<String> user, Optional<String> group, boolean supplementaryGroups) {
    public Script {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a script needs a program");
        }
    }

    /// The program itself, as it was written: a path, or a name to be searched for.
    public String program() {
        return command.getFirst();
    }
}
