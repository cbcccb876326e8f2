package dev.baton.config.keyword;

import java.util.Collection;
import java.util.Optional;

/// Finds the known word that a misspelt one probably was.
final class Spelling {
    private static final int LENGTH_MAX = 64;

    private Spelling() {}

    /// The nearest word if it is near: one slip in a short word, up to a third of the letters in a long one.
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Optional<String> best = Optional.empty();
        int bestDistance = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) >= bestDistance) {
                continue;
            }
            int distance = distance(word, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /// Edits that turn one into the other: insert, delete, replace, or swap two neighbours.
    private static int distance(String from, String to) {
        int[][] row = new int[3][to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[1][column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int[] current = row[2];
            current[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                boolean same = from.charAt(line - 1) == to.charAt(column - 1);
                int edit = Math.min(
                        row[1][column - 1] + (same ? 0 : 1), Math.min(row[1][column], current[column - 1]) + 1);
                boolean swapped = line > 1
                        && column > 1
                        && from.charAt(line - 1) == to.charAt(column - 2)
                        && from.charAt(line - 2) == to.charAt(column - 1);
                current[column] = swapped ? Math.min(edit, row[0][column - 2] + 1) : edit;
            }
            int[] oldest = row[0];
            row[0] = row[1];
            row[1] = current;
            row[2] = oldest;
        }
        return row[1][to.length()];
    }
}
