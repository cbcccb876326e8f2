package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.VirtualServerSpec;
import java.util.List;
import java.util.stream.Collectors;

/// Rejects nothing so far; names each virtual server and its real servers.
final class VirtualServerPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        for (Statement statement : resolution.tree().named("virtual_server")) {
            List<String> realServers = statement.children().stream()
                    .filter(child -> child.is("real_server"))
                    .map(VirtualServerPass::name)
                    .toList();
            resolution.virtualServers().add(new VirtualServerSpec(name(statement), realServers));
        }
    }

    private static String name(Statement statement) {
        return statement.arguments().stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
