package dev.baton.config.keyword;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every keyword of the language, as data. It drives the parser, the manual, completion and "did you mean".
///
/// The rows stand in the resource files beside this class, one file per part of the language; [TableReader] describes
/// their form.
public final class KeywordTable {
    /// The name of the block that is the file itself.
    public static final String ROOT = "root";

    private static final KeywordTable STANDARD = new KeywordTable(TableReader.readAll());

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Set<String> blockNames = new HashSet<>();
    private final Set<String> blockKeywords = new HashSet<>();

    private KeywordTable(Map<String, List<Keyword>> rows) {
        rows.forEach((name, keywords) -> blocks.put(name, new Block(name, keywords)));
        blockNames.add(ROOT);
        for (Keyword keyword : keywords()) {
            if (keyword.body() instanceof Body.Keywords(String block)) {
                blockNames.add(block(block).name());
            } else if (keyword.body() instanceof Body.Lines(String grammar)) {
                block(grammar);
            }
        }
        blocksOfKeywords().forEach(block -> blockKeywords.addAll(block.names()));
    }

    /// The table of this version of Baton.
    public static KeywordTable standard() {
        return STANDARD;
    }

    /// The block of this name.
    ///
    /// @throws IllegalArgumentException if the table has none: a mistake in the table or in the caller
    public Block block(String name) {
        Block block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("the keyword table has no block '" + name + "'");
        }
        return block;
    }

    public Block root() {
        return block(ROOT);
    }

    /// Every block and line grammar, in the order of the manual.
    public Collection<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    /// The blocks of keywords, without the grammars of data lines.
    public Collection<Block> blocksOfKeywords() {
        return blocks.values().stream()
                .filter(block -> isBlockOfKeywords(block.name()))
                .toList();
    }

    /// True if the name is that of a block of keywords; false for grammars of data lines and for anything else.
    public boolean isBlockOfKeywords(String name) {
        return blockNames.contains(name);
    }

    /// True if some block of keywords knows this word.
    public boolean isKeyword(String word) {
        return blockKeywords.contains(word);
    }

    /// Every keyword of every block; option words of data lines too.
    public List<Keyword> keywords() {
        return blocks.values().stream()
                .flatMap(block -> block.keywords().stream())
                .toList();
    }

    /// A known word that somebody may have meant: at most two slips away, or the first third of the letters wrong.
    public static Optional<String> nearest(String word, Collection<String> known) {
        return Spelling.nearest(word, known);
    }
}
