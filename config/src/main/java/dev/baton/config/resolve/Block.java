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
    /// Up to this size looking through the statements is faster than an index, and most blocks are small.
    private static final int SMALL = 12;

    private final List<Statement> statements;
    private final Map<String, List<Statement>> byName = new HashMap<>();
    private final int[] hashes;

    Block(Statement statement) {
        this(Optional.of(statement), statement.children());
    }

    private Block(Optional<Statement> statement, List<Statement> children) {
        this.statement = statement;
        this.statements = children;
        this.hashes = new int[isSmall() ? children.size() : 0];
        for (int index = 0; index < hashes.length; index++) {
            hashes[index] = children.get(index).name().hashCode();
        }
        for (Statement child : isSmall() ? List.<Statement>of() : children) {
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

    private boolean isSmall() {
        return statements.size() <= SMALL;
    }

    boolean has(String name) {
        return last(name).isPresent();
    }

    /// Every statement of this name.
    List<Statement> all(String name) {
        return isSmall()
                ? statements.stream().filter(each -> each.is(name)).toList()
                : byName.getOrDefault(name, List.of());
    }

    /// The statement that counts: the last one.
    Optional<Statement> last(String name) {
        if (isSmall()) {
            int hash = name.hashCode();
            for (int index = hashes.length - 1; index >= 0; index--) {
                if (hashes[index] == hash && statements.get(index).is(name)) {
                    return Optional.of(statements.get(index));
                }
            }
            return Optional.empty();
        }
        List<Statement> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The data lines of every block of this name.
    List<Statement> lines(String name) {
        return all(name).stream().flatMap(each -> each.children().stream()).toList();
    }

    /// The first value.
    Optional<Word> word(String name) {
        Optional<Statement> statement = last(name);
        return statement.isPresent() ? statement.get().argument(0) : Optional.empty();
    }

    Optional<String> text(String name) {
        return word(name).map(Word::text);
    }

    Optional<Long> number(String name) {
        Optional<Statement> statement = last(name);
        return statement.isPresent() ? Values.number(statement.get(), 0) : Optional.empty();
    }

    /// A decimal value in millionths, such as microseconds.
    Optional<Long> millionths(String name) {
        Optional<Statement> statement = last(name);
        return statement.isPresent() ? Values.millionths(statement.get(), 0) : Optional.empty();
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
