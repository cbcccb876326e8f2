package dev.baton.cli;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.keyword.KeywordTable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// What `baton explain` knows, for completion: codes, and keywords of the configuration.
final class Explainable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    static List<String> words() {
        return Stream.concat(
                        Stream.of(Code.values()).map(Code::id),
                        KeywordTable.standard().blocksOfKeywords().stream().flatMap(block -> block.names().stream()))
                .distinct()
                .sorted()
                .toList();
    }
}
