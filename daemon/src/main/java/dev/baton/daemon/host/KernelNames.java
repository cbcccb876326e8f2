package dev.baton.daemon.host;

import dev.baton.model.GlobalSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names that iproute2 knows for numbers: of tables, protocols, scopes and groups.
///
/// @param tables of `rt_tables`
/// @param protocols of `rt_protos`
/// @param groups of `group`
public record KernelNames(Map<String, Integer> tables, Map<String, Integer> protocols, Map<String, Integer> groups) {
    private static final Map<String, Integer> SCOPES =
            Map.of("global", 0, "universe", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
    private static final Map<String, Integer> TABLES = Map.of("default", 253, "main", 254, "local", 255);
    private static final Map<String, Integer> PROTOCOLS =
            Map.of("redirect", 1, "kernel", 2, "boot", 3, "static", 4, "ra", 9, "keepalived", 18);

    public KernelNames {
        tables = Map.copyOf(tables);
        protocols = Map.copyOf(protocols);
        groups = Map.copyOf(groups);
    }

    /// What every system knows, and what this one's files add (`iproute_usr_dir`, `iproute_etc_dir`).
    public static KernelNames ofSystem(GlobalSettings settings) {
        List<Path> directories = List.of(
                Path.of(settings.values().getOrDefault("iproute_usr_dir", "/usr/share/iproute2")),
                Path.of(settings.values().getOrDefault("iproute_etc_dir", "/etc/iproute2")));
        return new KernelNames(
                read(directories, "rt_tables", TABLES),
                read(directories, "rt_protos", PROTOCOLS),
                read(directories, "group", Map.of("default", 0)));
    }

    private static Map<String, Integer> read(List<Path> directories, String file, Map<String, Integer> known) {
        Map<String, Integer> names = new HashMap<>(known);
        for (Path directory : directories) {
            lines(directory.resolve(file)).forEach(line -> {
                String[] words = line.strip().split("\\s+", 3);
                if (words.length >= 2 && !words[0].startsWith("#")) {
                    number(words[0]).ifPresent(number -> names.put(words[1], number));
                }
            });
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException unreadable) {
            // Names that nobody can read are names that nobody can use: numbers still work.
            return List.of();
        }
    }

    int table(String word) throws Unusable {
        return named(tables, word, "routing table");
    }

    int protocol(String word) throws Unusable {
        return named(protocols, word, "routing protocol");
    }

    int group(String word) throws Unusable {
        return named(groups, word, "interface group");
    }

    static int scope(String word) throws Unusable {
        return named(SCOPES, word, "scope");
    }

    private static int named(Map<String, Integer> names, String word, String what) throws Unusable {
        return Optional.ofNullable(names.get(word))
                .or(() -> number(word))
                .orElseThrow(() -> new Unusable("there is no " + what + " '" + word + "'"));
    }

    /// A number in base 10, 16 with `0x`, or 8 with `0`; 32 bits.
    static Optional<Integer> number(String word) {
        try {
            return Optional.of(Long.decode(word))
                    .filter(value -> value >= 0 && value <= 0xffff_ffffL)
                    .map(Long::intValue);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static int numberOf(String keyword, String word) throws Unusable {
        return number(word).orElseThrow(() -> new Unusable("'" + word + "' is not a value of " + keyword));
    }
}
