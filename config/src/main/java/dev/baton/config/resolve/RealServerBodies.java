package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.StatementBody;
import dev.baton.config.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The bodies of real servers that have been read, so that one that repeats another is not read again. It means the
/// same where the settings of the virtual server around are the same.
final class RealServerBodies {
    private final Map<List<List<String>>, Map<StatementBody, RealServerBody>> bySettings = new HashMap<>();

    /// Those in virtual servers that say the same about everything but their real servers.
    Map<StatementBody, RealServerBody> within(Block virtualServer) {
        List<List<String>> settings = new ArrayList<>();
        for (Statement statement : virtualServer.statements()) {
            if (!statement.is("real_server")) {
                settings.add(texts(statement));
            }
        }
        return bySettings.computeIfAbsent(settings, _ -> new HashMap<>());
    }

    private static List<String> texts(Statement statement) {
        List<String> texts = new ArrayList<>(statement.words().size());
        for (Word word : statement.words()) {
            texts.add(word.text());
        }
        return texts;
    }
}
