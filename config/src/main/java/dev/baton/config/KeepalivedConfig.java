package dev.baton.config;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.resolve.Pass;
import dev.baton.config.resolve.Passes;
import dev.baton.config.resolve.Resolution;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.source.SourceLoader;
import dev.baton.config.syntax.Parser;
import dev.baton.config.syntax.SyntaxTree;
import dev.baton.model.Configuration;
import java.util.Optional;

/// Reads keepalived.conf: text to tree, tree to model, and everything that is wrong on the way.
public final class KeepalivedConfig {
    private KeepalivedConfig() {}

    /// Reads a file and all that it includes. Never fails: what is wrong is in the diagnostics, and wrong parts are
    /// missing from the model.
    ///
    /// @param path as given by the user; relative paths count from the loader's working directory
    public static ConfigResult read(SourceLoader loader, String path, ReadOptions options) {
        Findings findings = new Findings();
        SyntaxTree tree = Parser.parse(loader, path, options, findings);
        Resolution resolution = new Resolution(loader, tree, options, findings);
        for (Pass pass : Passes.all()) {
            pass.run(resolution);
        }
        return new ConfigResult(tree, configuration(tree, resolution, findings), findings.sorted());
    }

    /// Nothing was read, or keepalived would refuse to start: then there is nothing to run.
    private static Optional<Configuration> configuration(SyntaxTree tree, Resolution resolution, Findings findings) {
        boolean refused = tree.sources().isEmpty()
                || findings.count(Code.REQUIRED_INCLUDE_NOT_FOUND) > 0
                || findings.count(Code.REQUIRED_INCLUDE_UNREADABLE) > 0;
        return refused ? Optional.empty() : Optional.of(resolution.configuration());
    }
}
