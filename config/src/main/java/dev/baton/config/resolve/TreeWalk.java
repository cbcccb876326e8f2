package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Findings;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.StatementBody;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Walks trees without recursion, for a pass that reports what is wrong with statements one by one. A body that
/// repeats one in which nothing was found is not visited again.
final class TreeWalk {
    private final Findings findings;
    private final Set<StatementBody> clean = new HashSet<>();

    /// @param findings where the pass reports
    TreeWalk(Findings findings) {
        this.findings = findings;
    }

    /// Visits statements with the name of the block they stand in, parents first, in the order of the file. Data
    /// lines stand in a block named after their grammar.
    void visit(List<Statement> statements, String block, BiConsumer<Statement, String> visitor) {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(statements, block, Optional.empty(), 0));
        while (!open.isEmpty()) {
            Level level = open.element();
            if (level.next == level.statements.size()) {
                leave(open.pop());
                continue;
            }
            Statement statement = level.statements.get(level.next++);
            visitor.accept(statement, level.block);
            Optional<StatementBody> body = statement.body();
            if (body.isPresent() && !clean.contains(body.get().original())) {
                open.push(new Level(body.get().statements(), inside(statement), body, findings.total()));
            }
        }
    }

    private void leave(Level level) {
        if (level.body.isPresent() && findings.total() == level.findingsBefore) {
            clean.add(level.body.get().original());
        }
    }

    private static String inside(Statement statement) {
        Optional<Keyword> keyword = statement.keyword();
        return keyword.isPresent() ? keyword.get().body().contents() : "";
    }

    /// A block and how far it has been visited.
    private static final class Level {
        private final List<Statement> statements;
        private final String block;
        private final Optional<StatementBody> body;
        private final int findingsBefore;
        private int next;

        Level(List<Statement> statements, String block, Optional<StatementBody> body, int findingsBefore) {
            this.statements = statements;
            this.block = block;
            this.body = body;
            this.findingsBefore = findingsBefore;
        }
    }
}
