package dev.baton.vpc.gateway;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How an answer is written.
public enum AnswerFormat {
    JSON("application/json;charset=utf-8"),
    XML("text/xml;charset=utf-8");

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /// What the client asked for: `Format` first, then the Accept header. Who asks for nothing gets XML under
    /// signature version 1, as ever, and JSON under version 3.
    ///
    /// @return empty if `Format` names something else
    static Optional<AnswerFormat> wanted(HttpCall call, Map<String, String> parameters) {
        String format = parameters.getOrDefault("Format", "");
        if (!format.isEmpty()) {
            return switch (format.toUpperCase(Locale.ROOT)) {
                case "JSON" -> Optional.of(JSON);
                case "XML" -> Optional.of(XML);
                default -> Optional.empty();
            };
        }
        return Optional.of(unasked(call));
    }

    /// What the client gets when its parameters cannot be read.
    static AnswerFormat unasked(HttpCall call) {
        boolean version3 = call.header("x-acs-action").isPresent();
        String accept = call.header("accept").orElse("");
        if (accept.contains("json")) {
            return JSON;
        }
        return version3 && !accept.contains("xml") ? JSON : XML;
    }
}
