package dev.baton.config.keyword;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the rows of the keyword table.
///
/// ```
/// [vrrp_instance]
/// virtual_router_id | VRID:int(1..255) | | | works | Identifies the virtual router on its link.
/// virtual_ipaddress | {lines address} | | | works | The addresses that move with the master.
/// ```
///
/// A row is: name, arguments, default, since, state, doc. An argument is `NAME:shape`, `NAME:shape?` if it may be left
/// out, or `NAME:shape*` if it may stand any number of times; [ArgumentReader] lists the shapes. `{block NAME}` or
/// `{lines NAME}` says what follows in braces. A state is `works`, `not-yet`, `no-effect: why`, `dropped: what now`; a
/// prefix `= other` makes the row a deprecated synonym.
final class TableReader {
    private static final List<String> FILES = List.of(
            "root.keywords",
            "global_defs.keywords",
            "vrrp.keywords",
            "lines.keywords",
            "virtual_server.keywords",
            "checkers.keywords",
            "baton.keywords");

    private TableReader() {}

    /// All rows of all files, by block.
    static Map<String, List<Keyword>> readAll() {
        Map<String, List<Keyword>> blocks = new LinkedHashMap<>();
        for (String file : FILES) {
            readRows(file, text(file), blocks);
        }
        return blocks;
    }

    private static void readRows(String file, String text, Map<String, List<Keyword>> blocks) {
        String block = "";
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("[")) {
                block = line.substring(1, line.indexOf(']'));
                if (blocks.put(block, new ArrayList<>()) != null) {
                    throw new IllegalStateException(file + ": two sections [" + block + "]");
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                List<Keyword> rows = blocks.get(block);
                if (rows == null) {
                    throw new IllegalStateException(file + ": a row stands before the first section");
                }
                rows.add(row(file, block, line));
            }
        }
    }

    private static Keyword row(String file, String block, String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 6) {
            throw new IllegalStateException(file + ": a row has six columns: " + line);
        }
        String arguments = columns[1].strip();
        String stateText = columns[4].strip();
        Optional<String> synonymOf = Optional.empty();
        if (stateText.startsWith("= ")) {
            int end = stateText.indexOf(' ', 2);
            synonymOf = Optional.of(stateText.substring(2, end));
            stateText = stateText.substring(end + 1).strip();
        }
        String since = columns[3].strip();
        return new Keyword(
                block,
                columns[0].strip(),
                ArgumentReader.arguments(arguments),
                ArgumentReader.body(arguments),
                columns[2].strip(),
                since.isEmpty() ? Optional.empty() : Optional.of(since),
                synonymOf,
                state(stateText),
                columns[5].strip());
    }

    private static State state(String text) {
        if (text.startsWith("no-effect: ")) {
            return new State.NoEffect(text.substring("no-effect: ".length()));
        }
        if (text.startsWith("dropped: ")) {
            return new State.Dropped(text.substring("dropped: ".length()));
        }
        return switch (text) {
            case "works" -> new State.Works();
            case "not-yet" -> new State.NotYet();
            default -> throw new IllegalStateException("'" + text + "' is not a state");
        };
    }

    private static String text(String file) {
        try (InputStream in = TableReader.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
