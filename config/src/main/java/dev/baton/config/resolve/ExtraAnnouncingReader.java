package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.Announcing.Extra;
import java.time.Duration;
import java.util.Optional;

/// Reads `garp_extra_if [all] SECONDS` and `vrrp_garp_extra_if [all] SECONDS`, with their former names.
final class ExtraAnnouncingReader {
    private static final int SECONDS_MAX = 86_400;

    private ExtraAnnouncingReader() {}

    /// What the block says; empty if nothing, or nothing that can be used.
    ///
    /// @param prefix of the keywords in `global_defs`, which cannot say 0
    static Optional<Extra> read(Resolution resolution, Block block, String prefix) {
        return block.last(prefix + "garp_extra_if")
                .or(() -> block.last(prefix + "vmac_garp_intvl"))
                .flatMap(statement -> read(resolution, statement, prefix.isEmpty() ? 0 : 1));
    }

    private static Optional<Extra> read(Resolution resolution, Statement statement, int least) {
        boolean everywhere = false;
        Optional<Duration> interval = Optional.empty();
        for (int index = 0; index < statement.arguments().size(); index++) {
            Word word = statement.arguments().get(index);
            Optional<Long> seconds =
                    Values.integer(word.text()).filter(value -> value >= least && value <= SECONDS_MAX);
            if (word.text().equals("all")) {
                everywhere = true;
            } else if (seconds.isPresent()) {
                interval = seconds.map(Duration::ofSeconds);
            } else {
                // The table has judged the second word.
                if (index == 0) {
                    resolution.report(Finding.of(Code.INVALID_OPTION_VALUE, word.span())
                            .with("word", statement.name())
                            .with("value", word));
                }
                return Optional.empty();
            }
        }
        if (interval.isEmpty()) {
            resolution.report(
                    Finding.of(Code.OPTION_LACKS_VALUE, statement.span()).with("word", statement.name()));
        }
        boolean all = everywhere;
        return interval.map(seconds -> new Extra(seconds, all));
    }
}
