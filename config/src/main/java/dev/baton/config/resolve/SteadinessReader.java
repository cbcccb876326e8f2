package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.model.Steadiness;
import dev.baton.model.Steadiness.FlapDamping;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Reads what keeps an instance's addresses from moving to and fro: `sticky_master` and `flap_damping`.
final class SteadinessReader {
    private SteadinessReader() {}

    /// @param blocks the `baton` blocks that hold for the instance, the nearest first
    static Steadiness read(List<Block> blocks) {
        Optional<Statement> sticky = first(blocks, "sticky_master");
        Optional<Long> bonus = sticky.flatMap(each -> Values.number(each, 0));
        return new Steadiness(
                bonus.map(Math::toIntExact).orElse(0),
                bonus.flatMap(_ -> sticky).flatMap(each -> seconds(each, 1)),
                first(blocks, "flap_damping").flatMap(SteadinessReader::damping));
    }

    private static Optional<FlapDamping> damping(Statement statement) {
        Optional<Long> faults = Values.number(statement, 0);
        Optional<Duration> within = seconds(statement, 1);
        Optional<Duration> hold = seconds(statement, 2);
        return faults.isPresent() && within.isPresent() && hold.isPresent()
                ? Optional.of(new FlapDamping(Math.toIntExact(faults.get()), within.get(), hold.get()))
                : Optional.empty();
    }

    private static Optional<Duration> seconds(Statement statement, int index) {
        return Values.millionths(statement, index).map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    private static Optional<Statement> first(List<Block> blocks, String keyword) {
        return blocks.stream().flatMap(block -> block.last(keyword).stream()).findFirst();
    }
}
