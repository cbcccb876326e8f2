package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.GlobalSettings;
import dev.baton.model.GlobalSettings.Audience;
import dev.baton.model.MailSpec;
import dev.baton.model.NotifyPipe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of the daemon as a whole.
final class SettingsReader {
    private static final int SMTP_PORT = 25;
    private static final long CONNECT_TIMEOUT_SECONDS = 30;
    private static final Map<Audience, String> PIPES = Map.of(
            Audience.ALL, "notify_fifo",
            Audience.VRRP, "vrrp_notify_fifo",
            Audience.VIRTUAL_SERVERS, "lvs_notify_fifo");

    private final Resolution resolution;
    private final Block block;

    /// @param block all of `global_defs`
    SettingsReader(Resolution resolution, Block block) {
        this.resolution = resolution;
        this.block = block;
    }

    GlobalSettings read() {
        Set<String> flags = new TreeSet<>();
        Map<String, String> values = new TreeMap<>();
        List<Statement> statements = Stream.concat(block.statements().stream(), resolution.tree().statements().stream())
                .filter(each ->
                        each.keyword().filter(keyword -> !keyword.opensBlock()).isPresent())
                .toList();
        for (Statement statement : statements) {
            if (statement.arguments().isEmpty()) {
                flags.add(statement.name());
            } else {
                values.put(
                        statement.name(),
                        statement.arguments().stream().map(Word::text).collect(Collectors.joining(" ")));
            }
        }
        return new GlobalSettings(
                block.text("router_id").orElse(resolution.options().hostName()),
                mail(),
                pipes(),
                Scripts.read(resolution, block, "startup_script"),
                Scripts.read(resolution, block, "shutdown_script"),
                block.last("script_user").map(SettingsReader::user),
                block.has("enable_script_security"),
                flags,
                values);
    }

    private static String user(Statement statement) {
        return statement.arguments().stream()
                .map(Word::text)
                .map(text -> text.startsWith(":") ? text.substring(1) : text)
                .collect(Collectors.joining(":"));
    }

    private MailSpec mail() {
        String host = resolution.options().hostName();
        return new MailSpec(
                block.text("smtp_server"),
                block.last("smtp_server")
                        .flatMap(each -> Values.number(each, 1))
                        .map(Math::toIntExact)
                        .orElse(SMTP_PORT),
                block.text("smtp_helo_name").orElse(host),
                Duration.ofSeconds(block.number("smtp_connect_timeout").orElse(CONNECT_TIMEOUT_SECONDS)),
                block.text("notification_email_from").orElse("root@" + host),
                block.lines("notification_email").stream()
                        .flatMap(line -> line.words().stream())
                        .map(Word::text)
                        .toList(),
                !block.has("no_email_faults"));
    }

    private Map<Audience, NotifyPipe> pipes() {
        Map<Audience, NotifyPipe> pipes = new EnumMap<>(Audience.class);
        PIPES.forEach((audience, keyword) -> block.last(keyword)
                .ifPresent(statement -> statement
                        .argument(0)
                        .ifPresent(path -> pipes.put(
                                audience,
                                new NotifyPipe(
                                        path.text(),
                                        statement.argument(1).map(Word::text),
                                        statement.argument(2).map(Word::text),
                                        Scripts.read(resolution, block, keyword + "_script"))))));
        return pipes;
    }
}
