package dev.baton.config.diagnostic;

import dev.baton.config.source.Span;
import java.util.List;
import java.util.Optional;

/// One finding, as data. Renderers turn it into text, JSON or SARIF.
///
/// @param message one sentence without a full stop
/// @param primary where it is; empty only if there is no text to point at, such as for a missing file
/// @param secondary other places that belong to it, also in other files
/// @param help what to do
/// @param keepalived the class under which keepalived reports the same, [KeepalivedClass#NONE] if it does not
public record Diagnostic(
        Code code,
        Severity severity,
        String message,
        Optional<Label> primary,
        List<Label> secondary,
        Optional<String> help,
        KeepalivedClass keepalived) {
    public Diagnostic {
        secondary = List.copyOf(secondary);
    }

    /// Where it is, if it is anywhere.
    public Optional<Span> span() {
        return primary.map(Label::span);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
