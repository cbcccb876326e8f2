package dev.baton.config.syntax;

import java.util.Optional;

/// `@id rest` stays only on the node of that id, `@^id rest` on every other one. Conditions may follow each other.
final class Conditions {
    private Conditions() {}

    /// What is left of the line, or nothing.
    static Optional<Text> apply(Text line, String configId) {
        Text text = line;
        while (!text.isEmpty() && text.at(0) == '@') {
            boolean inverted = text.length() > 1 && text.at(1) == '^';
            int start = inverted ? 2 : 1;
            int end = start;
            while (end < text.length() && !Text.isBlank(text.at(end))) {
                end++;
            }
            boolean same = text.chars().substring(start, end).equals(configId);
            if (same == inverted) {
                return Optional.empty();
            }
            text = text.sub(end).stripped();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
