package dev.baton.config;

import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.model.Configuration;
import java.util.List;
import java.util.Optional;

/// What reading a configuration gave.
///
/// @param tree what was written; always there, empty if nothing could be read
/// @param configuration what it means, without the parts that are wrong; empty if there is nothing that could be run
/// @param diagnostics what is wrong or worth saying, in the order of the files
public record ConfigResult(SyntaxTree tree, Optional<Configuration> configuration, List<Diagnostic> diagnostics) {
    public ConfigResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /// True if any diagnostic is an error.
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
