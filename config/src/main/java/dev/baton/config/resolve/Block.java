package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A block's statements by name, with typed access to their values. Values that do not fit their keyword's shape count
/// as absent: they have been reported already.
final class Block {
    private final Optional<Statement> statement;
    private final List<Statement> statements;
    private final Map<String, List<Statement>> byName = new HashMap<>();

    Block(Statement statement) {
        this(Optional.of(statement), statement.children());
    }

    private Block(Optional<Statement> statement, List<Statement> children) {
        this.statement = statement;
        this.statements = children;
        for (Statement child : children) {
            byName.computeIfAbsent(child.name(), _ -> new ArrayList<>(1)).add(child);
        }
    }

    /// Several blocks of the same kind read as one, as keepalived reads two `global_defs`. It may be empty.
    static Block merged(List<Statement> blocks) {
        return new Block(
                blocks.stream().findFirst(),
                blocks.stream().flatMap(each -> each.children().stream()).toList());
    }

    /// What opened the block.
    Statement statement() {
        return statement.orElseThrow(() -> new IllegalStateException("nothing opened this block"));
    }

    /// All of them, in the order of the file.
    List<Statement> statements() {
        return statements;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /// Every statement of this name.
    List<Statement> all(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /// The statement that counts: the last one.
    Optional<Statement> last(String name) {
        List<Statement> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The data lines of every block of this name.
    List<Statement> lines(String name) {
        return all(name).stream().flatMap(each -> each.children().stream()).toList();
    }

    /// The first value.
    Optional<Word> word(String name) {
        return last(name).flatMap(each -> each.argument(0));
    }

    Optional<String> text(String name) {
        return word(name).map(Word::text);
    }

    Optional<Long> number(String name) {
        return last(name).flatMap(each -> Values.number(each, 0));
    }

    /// A decimal value in millionths, such as microseconds.
    Optional<Long> millionths(String name) {
        return last(name).flatMap(each -> Values.millionths(each, 0));
    }

    /// A switch; one without a value is on.
    Optional<Boolean> bool(String name) {
        return last(name).flatMap(Values::bool);
    }

    /// As [#bool], with a value for the case that the switch is not there or is wrong.
    boolean flag(String name, boolean otherwise) {
        return bool(name).orElse(otherwise);
    }

    Optional<IpAddress> address(String name) {
        return text(name).flatMap(IpAddress::parse);
    }
}
