package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/// Walks trees without recursion.
final class Trees {
    private Trees() {}

    /// Visits every statement with the name of the block it stands in, parents first, in the order of the file. Data
    /// lines stand in a block named after their grammar.
    static void walk(List<Statement> statements, String block, BiConsumer<Statement, String> visitor) {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(statements, block));
        while (!open.isEmpty()) {
            Level level = open.element();
            if (level.next == level.statements.size()) {
                open.pop();
                continue;
            }
            Statement statement = level.statements.get(level.next++);
            visitor.accept(statement, level.block);
            if (!statement.children().isEmpty()) {
                open.push(new Level(statement.children(), inside(statement)));
            }
        }
    }

    private static String inside(Statement statement) {
        return statement
                .keyword()
                .map(keyword -> switch (keyword.body()) {
                    case dev.baton.config.keyword.Body.Keywords keywords -> keywords.block();
                    case dev.baton.config.keyword.Body.Lines lines -> lines.grammar();
                    case dev.baton.config.keyword.Body.None _ -> "";
                })
                .orElse("");
    }

    /// A block and how far it has been visited.
    private static final class Level {
        private final List<Statement> statements;
        private final String block;
        private int next;

        Level(List<Statement> statements, String block) {
            this.statements = statements;
            this.block = block;
        }
    }
}
