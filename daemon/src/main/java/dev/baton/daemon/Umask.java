package dev.baton.daemon;

import dev.baton.model.GlobalSettings;
import java.util.Map;

/// The keyword `umask`: a number as C writes it, or names of permission bits joined by `|`.
final class Umask {
    /// What keepalived takes: nobody but the owner may do anything, and nothing may be executed.
    private static final int DEFAULT = 0177;

    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("IRUSR", 0400),
            Map.entry("IWUSR", 0200),
            Map.entry("IXUSR", 0100),
            Map.entry("IRWXU", 0700),
            Map.entry("IRGRP", 040),
            Map.entry("IWGRP", 020),
            Map.entry("IXGRP", 010),
            Map.entry("IRWXG", 070),
            Map.entry("IROTH", 04),
            Map.entry("IWOTH", 02),
            Map.entry("IXOTH", 01),
            Map.entry("IRWXO", 07));

    private Umask() {}

    /// The configured mask; the default if there is none, or none that can be read.
    static int of(GlobalSettings settings) {
        String text = settings.values().getOrDefault("umask", "").replace(" ", "");
        if (text.isEmpty()) {
            return DEFAULT;
        }
        return Character.isDigit(text.charAt(0)) ? number(text) : bits(text);
    }

    private static int number(String text) {
        try {
            int mask = Integer.decode(text);
            return mask > 0777 ? DEFAULT : mask;
        } catch (NumberFormatException unreadable) {
            return DEFAULT;
        }
    }

    private static int bits(String text) {
        int mask = 0;
        for (String name : text.split("\\|", -1)) {
            Integer bit = BITS.get(name.startsWith("S_") ? name.substring(2) : name);
            if (bit == null) {
                return DEFAULT;
            }
            mask |= bit;
        }
        return mask;
    }
}
