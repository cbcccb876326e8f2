package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Findings;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.source.ReadOptions;
import dev.baton.config.source.SourceLoader;
import java.util.List;

/// Text to tree. It never fails: whatever the file holds, there is a tree, and a finding for everything that is wrong
/// with its structure. It knows keywords only as far as they decide what may follow.
public final class Parser {
    private Parser() {}

    /// Reads the file and all that it includes.
    public static SyntaxTree parse(SourceLoader loader, String path, ReadOptions options, Findings findings) {
        LineReader reader = new LineReader(loader, options, findings);
        List<Line> lines = reader.read(path);
        return new SyntaxTree(reader.sources(), new TreeBuilder(KeywordTable.standard(), findings, lines).build());
    }
}
