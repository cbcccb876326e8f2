package dev.baton.config.diagnostic;

import dev.baton.config.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a check has found, before the catalogue gives it words: a code, places, and values for the placeholders.
public final class Finding {
    private final Code code;
    private final Optional<Span> primary;
    private final List<Span> also = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private Optional<KeepalivedClass> keepalived = Optional.empty();

    private Finding(Code code, Optional<Span> primary) {
        this.code = code;
        this.primary = primary;
    }

    public static Finding of(Code code, Span primary) {
        return new Finding(code, Optional.of(primary));
    }

    /// A finding about something that has no text, such as a file that is not there.
    public static Finding nowhere(Code code) {
        return new Finding(code, Optional.empty());
    }

    public Code code() {
        return code;
    }

    /// Gives the placeholder `{name}` its value.
    public Finding with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    /// Gives the placeholder a value if there is one; texts that need it are left out otherwise.
    public Finding with(String name, Optional<String> value) {
        value.ifPresent(given -> values.put(name, given));
        return this;
    }

    /// Another place that belongs to the finding; the catalogue's `also` line labels it.
    public Finding also(Span span) {
        also.add(span);
        return this;
    }

    public Finding also(List<Span> spans) {
        also.addAll(spans);
        return this;
    }

    /// Says that keepalived reports this case under another class than the catalogue says.
    public Finding as(KeepalivedClass other) {
        keepalived = Optional.of(other);
        return this;
    }

    /// The finding in words.
    ///
    /// @throws IllegalStateException if the message needs a value that was not given
    public Diagnostic toDiagnostic() {
        CatalogueEntry entry = code.entry();
        String message = fill(entry.message())
                .orElseThrow(() -> new IllegalStateException(code + " lacks a value for: " + entry.message()));
        String label = fill(entry.label()).orElse("");
        String alsoLabel = fill(entry.also()).orElse("");
        return new Diagnostic(
                code,
                entry.severity(),
                message,
                primary.map(span -> new Label(span, label)),
                also.stream().map(span -> new Label(span, alsoLabel)).toList(),
                entry.help().stream()
                        .flatMap(line -> fill(line).stream())
                        .findFirst()
                        .filter(help -> !help.isEmpty()),
                keepalived.orElse(entry.keepalived()));
    }

    private Optional<String> fill(String template) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', done)) {
            int close = template.indexOf('}', open);
            Optional<String> value =
                    close < 0 ? Optional.empty() : Optional.ofNullable(values.get(template.substring(open + 1, close)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(template, done, open).append(value.get());
            done = close + 1;
        }
        return Optional.of(text.append(template, done, template.length()).toString());
    }
}
