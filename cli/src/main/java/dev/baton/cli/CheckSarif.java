package dev.baton.cli;

import dev.baton.config.check.CheckReport;
import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Diagnostic;
import dev.baton.config.diagnostic.Label;
import dev.baton.config.source.Span;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The findings of `baton check` as SARIF 2.1.0, which code hosts show beside the lines (OASIS SARIF §3).
final class CheckSarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private CheckSarif() {}

    static String render(CheckReport report) {
        List<Code> codes =
                report.diagnostics().stream().map(Diagnostic::code).distinct().toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "baton check");
        driver.put("rules", codes.stream().map(CheckSarif::rule).toList());
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put("exitCode", report.exitCode());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("invocations", List.of(invocation));
        run.put("columnKind", "utf16CodeUnits");
        run.put(
                "results",
                report.diagnostics().stream()
                        .map(each -> result(each, codes.indexOf(each.code())))
                        .toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonText.of(log);
    }

    private static Map<String, Object> rule(Code code) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.id());
        rule.put("shortDescription", text(code.id().replace('-', ' ')));
        rule.put("fullDescription", text(code.entry().explanation()));
        rule.put("defaultConfiguration", Map.of("level", code.entry().severity().word()));
        return rule;
    }

    private static Map<String, Object> result(Diagnostic diagnostic, int rule) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", diagnostic.code().id());
        result.put("ruleIndex", rule);
        result.put("level", diagnostic.severity().word());
        String help = diagnostic.help().map(each -> ". Help: " + each).orElse("");
        result.put("message", text(diagnostic.message() + help));
        diagnostic.primary().ifPresent(label -> result.put("locations", List.of(location(label))));
        if (!diagnostic.secondary().isEmpty()) {
            result.put(
                    "relatedLocations",
                    diagnostic.secondary().stream().map(CheckSarif::location).toList());
        }
        return result;
    }

    private static Map<String, Object> location(Label label) {
        Span span = label.span();
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", span.line());
        region.put("startColumn", span.column());
        region.put("endLine", span.source().line(span.end()));
        region.put("endColumn", span.source().column(span.end()));
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri(span.source().path())));
        place.put("region", region);
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        if (!label.text().isEmpty()) {
            location.put("message", text(label.text()));
        }
        return location;
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    /// Absolute paths become `file:` URIs; relative ones stay relative, so that a code host finds them.
    private static String uri(String path) {
        try {
            return path.startsWith("/")
                    ? Path.of(path).toUri().toASCIIString()
                    : new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path can be escaped: " + path, e);
        }
    }
}
