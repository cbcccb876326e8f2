package dev.baton.config.platform;

import dev.baton.config.platform.Platform.Consequence;
import dev.baton.config.platform.Platform.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `platforms.txt`, which says in its first lines how it is written.
final class PlatformTable {
    private static final List<Platform> PLATFORMS = load();

    private PlatformTable() {}

    static List<Platform> platforms() {
        return PLATFORMS;
    }

    private static List<Platform> load() {
        try (InputStream in = PlatformTable.class.getResourceAsStream("platforms.txt")) {
            if (in == null) {
                throw new IllegalStateException("platforms.txt is not in the module");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Platform> parse(String text) {
        List<Platform> platforms = new ArrayList<>();
        String[] entries = text.split("\n== ", -1);
        for (int index = 1; index < entries.length; index++) {
            int end = entries[index].indexOf('\n');
            platforms.add(platform(entries[index].substring(0, end).strip(), entries[index].substring(end + 1)));
        }
        return List.copyOf(platforms);
    }

    private static Platform platform(String name, String body) {
        String title = name;
        Map<Trap, Consequence> traps = new EnumMap<>(Trap.class);
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (String line : body.strip().split("\n", -1)) {
            int colon = line.indexOf(':');
            String key = line.substring(0, colon);
            String[] columns = line.substring(colon + 1).split("\\|", -1);
            if (key.equals("title")) {
                title = columns[0].strip();
            } else if (key.startsWith("limit ")) {
                limits.put(
                        key.substring("limit ".length()),
                        new Limit(Long.parseLong(columns[0].strip()), columns[1].strip()));
            } else {
                Trap trap =
                        Trap.ofWord(key).orElseThrow(() -> new IllegalStateException("'" + key + "' is not a trap"));
                traps.put(trap, new Consequence(columns[0].strip(), columns[1].strip()));
            }
        }
        return new Platform(name, title, traps, limits);
    }
}
