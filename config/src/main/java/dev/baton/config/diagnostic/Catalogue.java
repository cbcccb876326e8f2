package dev.baton.config.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads `catalogue.txt`, the one place where the texts of all diagnostics stand.
///
/// An entry starts with `== code`, goes on with `field: text` lines (`help` may be repeated) and ends with the
/// explanation, which is everything after a line `explain:`.
final class Catalogue {
    private static final String TEXT = text();
    private static final Map<String, CatalogueEntry> READ = new ConcurrentHashMap<>();

    private Catalogue() {}

    static Map<String, CatalogueEntry> entries() {
        return parse(TEXT);
    }

    /// Only entries that are asked for are parsed: most files need few of them.
    static CatalogueEntry entry(String id) {
        return READ.computeIfAbsent(id, Catalogue::find);
    }

    private static CatalogueEntry find(String id) {
        String title = "\n== " + id + "\n";
        int start = TEXT.indexOf(title);
        if (start < 0) {
            throw new IllegalStateException("catalogue.txt has no entry for " + id);
        }
        int from = start + title.length();
        int next = TEXT.indexOf("\n== ", from);
        return parseEntry(id, TEXT.substring(from, next < 0 ? TEXT.length() : next));
    }

    private static String text() {
        try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.txt")) {
            if (in == null) {
                throw new IllegalStateException("catalogue.txt is not in the module");
            }
            return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, CatalogueEntry> parse(String text) {
        Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
        String[] chunks = text.split("\n== ", -1);
        for (int index = 1; index < chunks.length; index++) {
            int end = chunks[index].indexOf('\n');
            String id = chunks[index].substring(0, end).strip();
            if (entries.put(id, parseEntry(id, chunks[index].substring(end + 1))) != null) {
                throw new IllegalStateException("catalogue.txt has two entries for " + id);
            }
        }
        return Map.copyOf(entries);
    }

    private static CatalogueEntry parseEntry(String id, String text) {
        int explain = text.indexOf("explain:\n");
        if (explain < 0) {
            throw new IllegalStateException(id + " has no explanation");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> help = new ArrayList<>();
        for (String line : text.substring(0, explain).strip().split("\n", -1)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (name.equals("help")) {
                help.add(value);
            } else {
                fields.put(name, value);
            }
        }
        return new CatalogueEntry(
                Severity.valueOf(fields.getOrDefault("severity", "").toUpperCase(Locale.ROOT)),
                KeepalivedClass.valueOf(fields.getOrDefault("keepalived", "NONE")),
                fields.getOrDefault("message", ""),
                fields.getOrDefault("label", ""),
                fields.getOrDefault("also", ""),
                help,
                text.substring(explain + "explain:\n".length()).strip());
    }
}
