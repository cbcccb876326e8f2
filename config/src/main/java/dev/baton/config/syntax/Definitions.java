package dev.baton.config.syntax;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.Findings;
import dev.baton.config.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `$NAME=VALUE` definitions so far, and how a line uses them.
///
/// Expansion is lazy: a value is looked at only where it is used, and what it contains is expanded there.
final class Definitions {
    private static final int SUBSTITUTIONS_MAX = 1_000;

    private final Map<String, List<Text>> values = new HashMap<>();
    private final BuiltIns builtIns;
    private final Findings findings;

    Definitions(BuiltIns builtIns, Findings findings) {
        this.builtIns = builtIns;
        this.findings = findings;
    }

    /// What a line became.
    ///
    /// @param text the line with every single-line definition substituted
    /// @param multiLine a definition of several lines that the line ends with, to be put after `text`
    record Expanded(Text text, Optional<String> multiLine) {}

    /// One line or more; a later definition of the same name replaces it.
    void define(String name, List<Text> lines) {
        values.put(name, List.copyOf(lines));
    }

    void undefine(String name) {
        values.remove(name);
    }

    List<Text> lines(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// Substitutes until nothing is left to substitute. Empty, with a finding, if the line grows too long or for ever.
    Optional<Expanded> expand(Text line) {
        Text text = line;
        int at = text.chars().indexOf('$');
        for (int count = 0; at >= 0; count++) {
            if (count > SUBSTITUTIONS_MAX) {
                findings.add(Finding.of(Code.DEFINITION_RECURSION, line.span())
                        .with(
                                "name",
                                Reference.at(text, at).map(Reference::name).orElse("")));
                return Optional.empty();
            }
            Optional<Reference> found = Reference.at(text, at);
            Optional<Text> value = Optional.empty();
            if (found.isPresent()) {
                Reference reference = found.get();
                if (isMultiLine(reference.name())) {
                    if (text.sub(reference.end()).stripped().isEmpty()) {
                        return Optional.of(new Expanded(text.sub(0, at), Optional.of(reference.name())));
                    }
                } else {
                    value = value(text, at, reference);
                }
                if (value.isPresent()) {
                    text = text.sub(0, at).plus(value.get()).plus(text.sub(reference.end()));
                }
            }
            if (text.length() >= LineReader.LINE_MAX) {
                findings.add(Finding.of(Code.EXPANDED_LINE_TOO_LONG, line.span()));
                return Optional.empty();
            }
            at = text.chars().indexOf('$', value.isPresent() ? at : at + 1);
        }
        return Optional.of(new Expanded(text, Optional.empty()));
    }

    private boolean isMultiLine(String name) {
        return lines(name).size() > 1;
    }

    private Optional<Text> value(Text text, int at, Reference reference) {
        Span use = text.span(at, reference.end());
        List<Text> lines = values.get(reference.name());
        if (lines == null) {
            return builtIns.value(reference, use).map(value -> Text.standingFor(value, use));
        }
        if (lines.isEmpty()) {
            return Optional.of(Text.standingFor("", use));
        }
        Text body = lines.getFirst();
        return Optional.of(Text.standingFor(body.chars(), use).definedAt(List.of(body.span())));
    }

    /// A use of a definition: `$NAME` before a blank, `,`, `)` or the line's end, or `${NAME}` anywhere.
    ///
    /// @param parameters the words after the name inside braces
    /// @param end the index after its last character
    record Reference(String name, List<String> parameters, int end) {
        /// The reference that starts with the `$` at this index, if one does.
        static Optional<Reference> at(Text text, int dollar) {
            String chars = text.chars();
            boolean braced = dollar + 1 < chars.length() && chars.charAt(dollar + 1) == '{';
            int start = braced ? dollar + 2 : dollar + 1;
            int end = nameEnd(chars, start);
            if (end == start) {
                return Optional.empty();
            }
            String name = chars.substring(start, end);
            if (!braced) {
                boolean ends = end == chars.length() || " \t,)".indexOf(chars.charAt(end)) >= 0;
                return ends ? Optional.of(new Reference(name, List.of(), end)) : Optional.empty();
            }
            int close = chars.indexOf('}', end);
            if (close < 0 || (close > end && !Text.isBlank(chars.charAt(end)))) {
                return Optional.empty();
            }
            String inside = chars.substring(end, close).strip();
            List<String> parameters = inside.isEmpty() ? List.of() : List.of(inside.split("[ \t]+"));
            return Optional.of(new Reference(name, parameters, close + 1));
        }

        /// The end of a name that starts here; the start itself if none does.
        static int nameEnd(String chars, int start) {
            int end = start;
            while (end < chars.length() && isNamePart(chars.charAt(end), end == start)) {
                end++;
            }
            return end;
        }

        private static boolean isNamePart(char c, boolean first) {
            return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
        }
    }
}
