package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.BfdSpec;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.Script;
import dev.baton.model.TrackFileSpec;
import dev.baton.model.TrackProcessSpec;
import dev.baton.model.TrackScriptSpec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rejects `vrrp_script`, `track_file`, `vrrp_track_process` and `bfd_instance` blocks that lack what they need, and
/// second ones of a name. The order of definition and use does not matter, unlike in keepalived.
final class TrackerPass implements Pass {
    private static final int PROCESSES_MAX = 65_535;
    private static final int HOP_LIMIT = 64;
    private static final int TTL_MAX = 255;

    @Override
    public void run(Resolution resolution) {
        Trackers trackers = resolution.trackers();
        for (Named each : Named.blocks(resolution, "vrrp_script")) {
            script(resolution, each).ifPresent(found -> trackers.scripts().put(each.name(), found));
        }
        for (Named each : Named.blocks(resolution, "track_file", "vrrp_track_file")) {
            file(resolution, each).ifPresent(found -> trackers.files().put(each.name(), found));
        }
        for (Named each : Named.blocks(resolution, "vrrp_track_process")) {
            process(resolution, each).ifPresent(found -> trackers.processes().put(each.name(), found));
        }
        for (Named each : Named.blocks(resolution, "bfd_instance")) {
            bfd(resolution, each).ifPresent(found -> trackers.bfd().put(each.name(), found));
        }
    }

    private static Optional<Trackers.WeightedScript> script(Resolution resolution, Named named) {
        Block block = named.block();
        if (isMissing(resolution, named, "script")) {
            return Optional.empty();
        }
        Optional<Script> script = Scripts.read(resolution, block, "script");
        Duration interval = micros(block, "interval").orElse(Duration.ofSeconds(1));
        Optional<String> user = block.last("user").map(TrackerPass::user).or(() -> script.flatMap(Script::user));
        return script.map(found -> new Trackers.WeightedScript(
                new TrackScriptSpec(
                        named.name(),
                        found.command(),
                        interval,
                        micros(block, "timeout").orElse(interval),
                        block.number("rise").map(Math::toIntExact).orElse(1),
                        block.number("fall").map(Math::toIntExact).orElse(1),
                        user,
                        block.has("init_fail")),
                weight(block, 0),
                isReverse(block)));
    }

    private static String user(Statement statement) {
        return String.join(
                ":",
                statement.arguments().stream()
                        .map(Word::text)
                        .map(text -> text.replaceFirst("^:", ""))
                        .toList());
    }

    private static Optional<TrackFileSpec> file(Resolution resolution, Named named) {
        Block block = named.block();
        if (isMissing(resolution, named, "file")) {
            return Optional.empty();
        }
        Optional<Statement> init = block.last("init_file");
        List<String> words = init.map(
                        each -> each.arguments().stream().map(Word::text).toList())
                .orElse(List.of());
        OptionalLong initial = init.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(words.stream()
                        .flatMap(word -> Values.integer(word).stream())
                        .findFirst()
                        .orElse(0L));
        return block.text("file")
                .map(path -> new TrackFileSpec(
                        named.name(), path, weight(block, 1), isReverse(block), initial, words.contains("overwrite")));
    }

    private static Optional<TrackProcessSpec> process(Resolution resolution, Named named) {
        Block block = named.block();
        if (isMissing(resolution, named, "process")) {
            return Optional.empty();
        }
        Duration delay = micros(block, "delay").orElse(Duration.ZERO);
        return block.last("process")
                .map(each -> each.arguments().stream().map(Word::text).toList())
                .map(command -> new TrackProcessSpec(
                        named.name(),
                        command,
                        match(block, command),
                        weight(block, 0),
                        isReverse(block),
                        block.number("quorum").map(Math::toIntExact).orElse(1),
                        block.number("quorum_max").map(Math::toIntExact).orElse(PROCESSES_MAX),
                        micros(block, "terminate_delay").orElse(delay),
                        micros(block, "fork_delay").orElse(delay)));
    }

    private static TrackProcessSpec.Match match(Block block, List<String> command) {
        if (!block.has("param_match")) {
            return command.size() > 1 || block.has("full_command")
                    ? TrackProcessSpec.Match.EXACT
                    : TrackProcessSpec.Match.COMMAND;
        }
        return switch (block.text("param_match").orElse("")) {
            case "initial" -> TrackProcessSpec.Match.INITIAL;
            case "partial" -> TrackProcessSpec.Match.PARTIAL;
            default -> TrackProcessSpec.Match.EXACT;
        };
    }

    private static Optional<BfdSpec> bfd(Resolution resolution, Named named) {
        Block block = named.block();
        String keyword = block.has("neighbour_ip") ? "neighbour_ip" : "neighbor_ip";
        if (isMissing(resolution, named, keyword)) {
            return Optional.empty();
        }
        boolean both = block.has("vrrp") == block.has("checker");
        return block.address(keyword)
                .map(neighbour -> new BfdSpec(
                        named.name(),
                        neighbour,
                        block.address("source_ip"),
                        millis(block, "min_rx", 10),
                        millis(block, "min_tx", 10),
                        millis(block, "idle_tx", 1000),
                        block.number("multiplier").map(Math::toIntExact).orElse(5),
                        block.has("passive"),
                        ttl(block, neighbour),
                        block.number("max_hops").map(Math::toIntExact).orElse(0),
                        block.bool("multihop")
                                .filter(_ -> block.has("multihop"))
                                .orElse(false),
                        weight(block, 0),
                        isReverse(block),
                        both || block.has("vrrp"),
                        both || block.has("checker")));
    }

    private static int ttl(Block block, IpAddress neighbour) {
        int standard = neighbour.family() == IpFamily.IPV6 ? HOP_LIMIT : TTL_MAX;
        return block.number("ttl")
                .or(() -> block.number("hoplimit"))
                .map(Math::toIntExact)
                .orElse(standard);
    }

    private static boolean isMissing(Resolution resolution, Named named, String keyword) {
        boolean missing = !named.block().has(keyword);
        if (missing) {
            resolution.report(
                    Finding.of(Code.INCOMPLETE_BLOCK, named.block().statement().span())
                            .with("what", named.block().statement().name())
                            .with("name", named.name())
                            .with("keyword", keyword));
        }
        return missing;
    }

    private static int weight(Block block, int otherwise) {
        return block.number("weight").map(Math::toIntExact).orElse(otherwise);
    }

    private static boolean isReverse(Block block) {
        return block.last("weight")
                .flatMap(each -> each.argument(1))
                .filter(word -> word.text().equals("reverse"))
                .isPresent();
    }

    private static Optional<Duration> micros(Block block, String name) {
        return block.millionths(name).map(value -> Duration.of(value, ChronoUnit.MICROS));
    }

    private static Duration millis(Block block, String name, long otherwise) {
        return block.millionths(name).map(Duration::ofNanos).orElse(Duration.ofMillis(otherwise));
    }
}
