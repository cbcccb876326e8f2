package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.Script;
import java.util.List;
import java.util.Optional;

/// Reads `SCRIPT [USER [:][GROUP]]`, the form of every keyword that runs a program.
final class Scripts {
    private Scripts() {}

    /// The script of the last statement of this name, if it is complete. It is noted for the security check.
    static Optional<Script> read(Resolution resolution, Block block, String name) {
        Optional<Statement> statement = block.last(name);
        return statement.isPresent() ? read(resolution, statement.get()) : Optional.empty();
    }

    static Optional<Script> read(Resolution resolution, Statement statement) {
        Optional<Word> command = statement.argument(0);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> words = ShellWords.split(command.get().text()).filter(split -> !split.isEmpty());
        if (words.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_SCRIPT, command.get().span()));
            return Optional.empty();
        }
        Optional<String> user = statement.argument(1).map(Word::text);
        String groupWord = statement.argument(2).map(Word::text).orElse("");
        boolean supplementary = groupWord.startsWith(":");
        String group = supplementary ? groupWord.substring(1) : groupWord;
        Script script =
                new Script(words.get(), user, group.isEmpty() ? Optional.empty() : Optional.of(group), supplementary);
        resolution.scripts().add(new Resolution.WrittenScript(script, command.get()));
        return Optional.of(script);
    }
}
