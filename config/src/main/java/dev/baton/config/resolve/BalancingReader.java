package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.model.BalancingSpec;
import dev.baton.model.BalancingSpec.Damping;
import dev.baton.model.BalancingSpec.Flush;
import dev.baton.model.BalancingSpec.IdleTimeouts;
import dev.baton.model.BalancingSpec.Plane;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads what the `baton` block and `global_defs` say of all virtual servers together.
final class BalancingReader {
    private static final int LONGEST = 2678400;

    private BalancingReader() {}

    static BalancingSpec read(Resolution resolution) {
        Block block = Block.merged(resolution.tree().named("baton"));
        Block globals = Block.merged(resolution.tree().named("global_defs"));
        return new BalancingSpec(
                plane(block),
                block.has("shared_checks") && block.bool("shared_checks").orElse(true),
                block.last("server_damping").flatMap(BalancingReader::damping),
                flush(globals),
                globals.last("lvs_timeouts")
                        .map(line -> timeouts(resolution, line))
                        .orElse(IdleTimeouts.UNCHANGED),
                ConnectionSyncReader.read(resolution, globals));
    }

    /// What alone the limits of a data plane depend on.
    static Plane plane(Resolution resolution) {
        return plane(Block.merged(resolution.tree().named("baton")));
    }

    private static Plane plane(Block block) {
        return block.text("balancer").map(BalancingReader::plane).orElse(Plane.AUTO);
    }

    private static IdleTimeouts timeouts(Resolution resolution, Statement line) {
        OptionLine options = new OptionLine(resolution, line, "lvs_timeouts", 1);
        Map<String, Integer> seconds = new HashMap<>();
        while (options.hasNext()) {
            options.next()
                    .ifPresent(option -> Values.integer(option.value())
                            .filter(value -> value >= 0 && value <= LONGEST)
                            .ifPresent(value -> seconds.put(option.name(), Math.toIntExact(value))));
        }
        return new IdleTimeouts(
                seconds.getOrDefault("tcp", 0), seconds.getOrDefault("tcpfin", 0), seconds.getOrDefault("udp", 0));
    }

    private static Flush flush(Block globals) {
        return new Flush(
                globals.has("lvs_flush"),
                globals.last("lvs_flush_on_stop")
                        .filter(statement -> statement.arguments().isEmpty())
                        .isPresent());
    }

    private static Plane plane(String word) {
        return switch (word) {
            case "ipvs" -> Plane.IPVS;
            case "nftables" -> Plane.NFTABLES;
            default -> Plane.AUTO;
        };
    }

    private static Optional<Damping> damping(Statement statement) {
        Optional<Long> failures = Values.number(statement, 0);
        Optional<Duration> within = seconds(statement, 1);
        Optional<Duration> hold = seconds(statement, 2);
        return failures.isPresent() && within.isPresent() && hold.isPresent()
                ? Optional.of(new Damping(Math.toIntExact(failures.get()), within.get(), hold.get()))
                : Optional.empty();
    }

    private static Optional<Duration> seconds(Statement statement, int index) {
        return Values.millionths(statement, index).map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }
}
