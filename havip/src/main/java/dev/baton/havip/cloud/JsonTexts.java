package dev.baton.havip.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON array of texts inside a parameter, as `InstanceIds` of DescribeInstances wants it. Ids and addresses hold no
/// escapes, so none are read.
final class JsonTexts {
    private JsonTexts() {}

    /// Empty if it is anything else.
    static Optional<List<String>> parse(String json) {
        String text = json.strip();
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 2) {
            return Optional.empty();
        }
        String inner = text.substring(1, text.length() - 1).strip();
        if (inner.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (String element : inner.split(",", -1)) {
            String quoted = element.strip();
            if (!quoted.matches("\"[^\"\\\\]*\"")) {
                return Optional.empty();
            }
            texts.add(quoted.substring(1, quoted.length() - 1));
        }
        return Optional.of(texts);
    }

    /// The parameter's texts; empty if it was not sent.
    static Optional<List<String>> of(Request request, String parameter) {
        return request.text(parameter)
                .map(json -> parse(json).orElseThrow(() -> new CallRefused(ErrorCode.INVALID_ID_LIST, parameter)));
    }
}
