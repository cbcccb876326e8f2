package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.GlobalSettings;
import dev.baton.model.GlobalSettings.Audience;
import dev.baton.model.MailSpec;
import dev.baton.model.NotifyPipe;
import dev.baton.model.Scheduling;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of the daemon as a whole.
final class SettingsReader {
    /// The name that keepalived gives the process which runs VRRP.
    private static final String PROTOCOL_PROCESS = "keepalived_vrrp";
    /// `TASK_COMM_LEN` without the terminating zero.
    private static final int PROCESS_NAME_MAX = 15;
    private static final int PROCESSOR_MAX = 65_535;
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
        List<Statement> statements = Stream.of(
                        block.statements(),
                        resolution.tree().statements(),
                        Block.merged(resolution.tree().named("baton")).statements())
                .flatMap(List::stream)
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
                scheduling("vrrp", protocolName()),
                scheduling("checker", Optional.empty()),
                mail(),
                pipes(),
                Scripts.read(resolution, block, "startup_script"),
                Scripts.read(resolution, block, "shutdown_script"),
                block.last("script_user").map(SettingsReader::user),
                block.has("enable_script_security"),
                flags,
                values);
    }

    /// Of two spellings of one keyword the current one counts.
    private Scheduling scheduling(String part, Optional<String> name) {
        return new Scheduling(
                block.number(part + "_rt_priority").map(Math::toIntExact),
                block.number(part + "_rlimit_rttime")
                        .or(() -> block.number(part + "_rlimit_rtime"))
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                block.number(part + "_priority").map(Math::toIntExact),
                processors(part),
                block.has(part + "_no_swap"),
                name);
    }

    private Optional<String> protocolName() {
        return block.text("process_name")
                .or(() -> block.has("process_names") ? Optional.of(PROTOCOL_PROCESS) : Optional.empty())
                .map(SettingsReader::processName);
    }

    /// One that is no number was reported; as in keepalived, all processors are allowed then.
    private SortedSet<Integer> processors(String part) {
        SortedSet<Integer> processors = new TreeSet<>();
        for (Word word :
                block.last(part + "_cpu_affinity").map(Statement::arguments).orElse(List.of())) {
            Optional<Long> number = Values.integer(word.text()).filter(each -> each >= 0 && each <= PROCESSOR_MAX);
            if (number.isEmpty()) {
                return new TreeSet<>();
            }
            processors.add(number.get().intValue());
        }
        return processors;
    }

    private static String processName(String name) {
        return name.length() <= PROCESS_NAME_MAX ? name : name.substring(0, PROCESS_NAME_MAX);
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
