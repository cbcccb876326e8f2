package dev.baton.testkit;

import java.util.HexFormat;

/// Bytes written so that a person can read them: hex digits in any grouping, one string per field if one likes.
public final class Hex {
    private Hex() {}

    /// The bytes of all the strings in order; blanks and colons between digits are ignored.
    public static byte[] bytes(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replaceAll("[\\s:]", ""));
    }

    /// Lower-case hex digits without separators.
    public static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
