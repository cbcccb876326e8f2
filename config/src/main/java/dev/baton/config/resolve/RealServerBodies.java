package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.StatementBody;
import dev.baton.config.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What bodies of real servers and of checkers mean that have been read, so that one that repeats another is not read
/// again. It means the same where the settings of the virtual server around are the same.
final class RealServerBodies {
    private final Resolution resolution;
    private final Map<List<List<String>>, Within> bySettings = new HashMap<>();

    RealServerBodies(Resolution resolution) {
        this.resolution = resolution;
    }

    /// Those in virtual servers that say the same about everything but their real servers.
    Within within(Block virtualServer) {
        List<List<String>> settings = new ArrayList<>();
        for (Statement statement : virtualServer.statements()) {
            if (!statement.is("real_server")) {
                settings.add(texts(statement));
            }
        }
        return bySettings.computeIfAbsent(settings, _ -> new Within(new Known<>(resolution), new HashMap<>()));
    }

    private static List<String> texts(Statement statement) {
        List<String> texts = new ArrayList<>(statement.words().size());
        for (Word word : statement.words()) {
            texts.add(word.text());
        }
        return texts;
    }

    /// @param checkers by the keyword before the body
    record Within(Known<RealServerBody> servers, Map<String, Known<Optional<RealServerBody.Checker>>> checkers) {
        /// The bodies of this kind of checker.
        Known<Optional<RealServerBody.Checker>> checkers(Resolution resolution, String kind) {
            return checkers.computeIfAbsent(kind, _ -> new Known<>(resolution));
        }
    }

    /// What bodies of one kind mean.
    static final class Known<T> {
        private final Resolution resolution;
        private final Map<StatementBody, T> meanings = new HashMap<>();

        Known(Resolution resolution) {
            this.resolution = resolution;
        }

        /// What the statement's body means. What is read is kept for those that repeat it, unless there was something
        /// to say about it or a script in it to look at: then each of them counts.
        T of(Statement statement, Supplier<T> reader) {
            Optional<StatementBody> body = statement.body();
            T known = body.isPresent() ? meanings.get(body.get().original()) : null;
            if (known != null) {
                return known;
            }
            int before = said();
            T read = reader.get();
            if (body.isPresent() && said() == before) {
                meanings.put(body.get().original(), read);
            }
            return read;
        }

        private int said() {
            return resolution.findings().total() + resolution.scripts().size();
        }
    }
}
