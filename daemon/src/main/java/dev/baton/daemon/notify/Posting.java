package dev.baton.daemon.notify;

import dev.baton.model.Script;
import java.util.List;

/// A notice and whom it goes to.
///
/// @param toPipes whether the pipes get its line
/// @param scripts which are started, in this order
public record Posting(Notice notice, boolean toPipes, List<Run> scripts) {
    public Posting {
        scripts = List.copyOf(scripts);
    }

    /// A script to be started.
    ///
    /// @param further arguments after the script's own
    public record Run(Script script, List<String> further) {
        public Run {
            further = List.copyOf(further);
        }
    }
}
