package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.SourceLoader.Loaded;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.Authentication;
import dev.baton.model.Authentication.HmacTrailer.AntiReplay;
import dev.baton.model.Authentication.HmacTrailer.Mode;
import dev.baton.model.HmacKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `auth_hmac` block of an instance.
final class HmacReader {
    private static final int KEY_BYTES_MIN = 32;
    private static final int KEY_BYTES_MAX = 64;
    private static final int ADVERTS_IN_WINDOW = 3;
    private static final Duration WINDOW_MIN = Duration.ofSeconds(5);

    private final Resolution resolution;

    HmacReader(Resolution resolution) {
        this.resolution = resolution;
    }

    /// The authentication, or nothing with a finding.
    Optional<Authentication> read(Statement statement, Duration advertInterval) {
        Block block = new Block(statement);
        Map<Integer, String> keys = new TreeMap<>();
        for (Statement key : block.all("key")) {
            Optional<Integer> id = Values.number(key, 0).map(Math::toIntExact);
            Optional<Word> value = key.argument(1);
            if (id.isPresent() && value.isPresent()) {
                keyInHex(value.get()).ifPresent(hex -> keys.put(id.get(), hex));
            }
        }
        int active = block.number("active_key")
                .map(Math::toIntExact)
                .orElseGet(() -> keys.keySet().stream().findFirst().orElse(0));
        if (!keys.containsKey(active)) {
            resolution.report(Finding.of(Code.NO_ACTIVE_KEY, statement.span()));
            return Optional.empty();
        }
        Duration adverts = advertInterval.multipliedBy(ADVERTS_IN_WINDOW);
        Duration window = block.number("time_window")
                .map(Duration::ofSeconds)
                .orElse(adverts.compareTo(WINDOW_MIN) > 0 ? adverts : WINDOW_MIN);
        AntiReplay antiReplay =
                block.text("anti_replay").filter("monotonic"::equals).isPresent()
                        ? AntiReplay.MONOTONIC
                        : AntiReplay.TIME;
        return Optional.of(new Authentication.HmacTrailer(new HmacKeys(keys, active), antiReplay, window, mode(block)));
    }

    private static Mode mode(Block block) {
        return switch (block.text("mode").orElse("enforce")) {
            case "permissive" -> Mode.PERMISSIVE;
            case "receive-only" -> Mode.RECEIVE_ONLY;
            default -> Mode.ENFORCE;
        };
    }

    /// `hex:DIGITS`, `file:PATH` (the file's text without line ends), or the text itself.
    private Optional<String> keyInHex(Word value) {
        String text = value.text();
        Optional<byte[]> key = text.startsWith("hex:")
                ? hex(text.substring("hex:".length()))
                : text.startsWith("file:")
                        ? file(value, text.substring("file:".length()))
                        : Optional.of(text.getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> fitting = key.filter(bytes -> bytes.length >= KEY_BYTES_MIN && bytes.length <= KEY_BYTES_MAX);
        if (fitting.isEmpty()) {
            resolution.report(Finding.of(Code.INVALID_HMAC_KEY, value.span()));
        }
        return fitting.map(bytes -> HexFormat.of().formatHex(bytes));
    }

    private static Optional<byte[]> hex(String digits) {
        try {
            return Optional.of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> file(Word value, String path) {
        return switch (resolution.load(value.span().source(), path)) {
            case Loaded.Content content -> Optional.of(content.text().strip().getBytes(StandardCharsets.UTF_8));
            case Loaded.Missing _, Loaded.Refused _ -> Optional.empty();
        };
    }
}
