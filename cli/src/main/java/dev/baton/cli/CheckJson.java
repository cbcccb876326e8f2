package dev.baton.cli;

import dev.baton.config.check.CheckReport;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.Label;
import dev.baton.config.diagnostic.Severity;
import dev.baton.config.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The findings of `baton check` as JSON, for programs. Fields are added, never renamed.
final class CheckJson {
    private CheckJson() {}

    static String render(List<String> files, CheckReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("files", files);
        tree.put("exitCode", report.exitCode());
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(severity.word(), report.count(severity));
        }
        tree.put("counts", counts);
        tree.put(
                "diagnostics",
                report.diagnostics().stream().map(CheckJson::diagnostic).toList());
        return JsonText.of(tree);
    }

    private static Map<String, Object> diagnostic(Diagnostic diagnostic) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", diagnostic.code().id());
        tree.put("severity", diagnostic.severity().word());
        tree.put("message", diagnostic.message());
        diagnostic.primary().ifPresent(label -> tree.put("primary", label(label)));
        if (!diagnostic.secondary().isEmpty()) {
            tree.put(
                    "secondary",
                    diagnostic.secondary().stream().map(CheckJson::label).toList());
        }
        diagnostic.help().ifPresent(help -> tree.put("help", help));
        return tree;
    }

    /// Lines and columns count from 1; the end is the character after the last.
    private static Map<String, Object> label(Label label) {
        Span span = label.span();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", span.source().path());
        tree.put("line", span.line());
        tree.put("column", span.column());
        tree.put("endLine", span.source().line(span.end()));
        tree.put("endColumn", span.source().column(span.end()));
        if (!label.text().isEmpty()) {
            tree.put("label", label.text());
        }
        span.source().includedFrom().ifPresent(from -> tree.put("includedFrom", from.toString()));
        return tree;
    }
}
