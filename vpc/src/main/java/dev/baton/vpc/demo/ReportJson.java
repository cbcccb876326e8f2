package dev.baton.vpc.demo;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The report as one JSON object. Field names are a contract with scripts.
final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReportJson() {}

    /// The object on several lines, without a final line break. What was not seen is `null`.
    static String write(Report report) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json, "pageBefore", report.pageBefore());
        put(json, "pageAfter", report.pageAfter());
        put(json, "masterBefore", report.masterBefore());
        put(json, "masterAfter", report.masterAfter());
        report.outage()
                .map(Duration::toMillis)
                .ifPresentOrElse(outage -> json.put("outageMs", outage), () -> json.putNull("outageMs"));
        json.put("protocolBoundMs", report.protocolBound().toMillis());
        var steps = json.putArray("steps");
        for (StepResult result : report.steps()) {
            steps.addObject()
                    .put("step", result.step().id())
                    .put("startMs", result.start().toMillis())
                    .put("tookMs", result.took().toMillis())
                    .put("ok", result.ok())
                    .put("outcome", result.outcome());
        }
        json.put("verdict", report.passed() ? "passed" : "failed");
        var complaints = json.putArray("complaints");
        report.complaints().forEach(complaints::add);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> json.put(name, text), () -> json.putNull(name));
    }
}
