package dev.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares text with a file that a person has reviewed. `-DupdateGolden=true` rewrites the files; the diff is then
/// what gets reviewed.
public final class Golden {
    private Golden() {}

    /// Fails unless `actual` equals the file's content.
    ///
    /// @throws AssertionError if they differ or the file is not there
    public static void assertMatches(Path file, String actual) {
        try {
            if (Boolean.getBoolean("updateGolden")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            if (!Files.exists(file)) {
                throw new AssertionError(file + " does not exist; run with -DupdateGolden=true and review it");
            }
            String expected = Files.readString(file);
            if (!expected.equals(actual)) {
                throw new AssertionError(file + " differs at " + firstDifference(expected, actual) + "\n--- expected\n"
                        + expected + "\n--- actual\n" + actual);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstDifference(String expected, String actual) {
        String[] want = expected.split("\n", -1);
        String[] got = actual.split("\n", -1);
        for (int line = 0; line < Math.min(want.length, got.length); line++) {
            if (!want[line].equals(got[line])) {
                return "line " + (line + 1);
            }
        }
        return "line " + (Math.min(want.length, got.length) + 1);
    }
}
