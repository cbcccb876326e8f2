package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.InterfaceName;
import dev.baton.model.LinkDelays;
import dev.baton.model.LinkDelays.Delays;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `interface_up_down_delays`: lines of an interface, its delay for down, and that for up.
final class LinkDelaysReader {
    private static final long MICROS_MAX = 255_000_000;

    private LinkDelaysReader() {}

    static LinkDelays read(Resolution resolution) {
        Map<InterfaceName, Delays> delays = new LinkedHashMap<>();
        resolution.tree().named("interface_up_down_delays").stream()
                .flatMap(each -> each.children().stream())
                .filter(line -> InterfaceName.isValid(line.words().getFirst().text()))
                .forEach(line -> delays.put(
                        new InterfaceName(line.words().getFirst().text()), new Delays(delay(line, 1), delay(line, 2))));
        return new LinkDelays(delays);
    }

    /// Without a word, or with one that is no time, there is none.
    private static Duration delay(Statement line, int index) {
        List<Word> words = line.words();
        return index >= words.size()
                ? Duration.ZERO
                : Values.decimal(words.get(index).text())
                        .filter(micros -> micros >= 0 && micros <= MICROS_MAX)
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
                        .orElse(Duration.ZERO);
    }
}
