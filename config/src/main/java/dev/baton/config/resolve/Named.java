package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A block with a name. Of several with one name the first counts; the others are reported.
record Named(String name, Block block) {
    /// The blocks of these kinds, which share their names.
    static List<Named> blocks(Resolution resolution, String... kinds) {
        List<String> wanted = List.of(kinds);
        Map<String, Word> first = new HashMap<>();
        List<Named> blocks = new ArrayList<>();
        for (Statement statement : resolution.tree().statements()) {
            Optional<Word> name = wanted.contains(statement.name()) ? statement.argument(0) : Optional.empty();
            if (name.isEmpty()) {
                continue;
            }
            Word earlier = first.putIfAbsent(name.get().text(), name.get());
            if (earlier == null) {
                blocks.add(new Named(name.get().text(), new Block(statement)));
            } else {
                resolution.report(Finding.of(Code.DUPLICATE_NAME, name.get().span())
                        .with("what", statement.name())
                        .with("name", name.get())
                        .also(earlier.span()));
            }
        }
        return blocks;
    }
}
